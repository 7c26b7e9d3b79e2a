-- Recomputes each series from its earliest new reading on. The row before that reading holds the direction to begin with.
WITH touched AS (
    SELECT {{series_key}}, min({{event_time}}) AS first_new FROM {{source}}
    WHERE {{new_rows}} AND {{retained}} GROUP BY {{series_key}}),
readings AS (
    SELECT {{series_key}}, {{event_time}}, argMax(tuple({{reading}}), tuple({{preference}})) AS reading, 0 AS is_context, {{no_directions}}
    FROM {{source}} INNER JOIN touched USING ({{series_key}})
    WHERE {{event_time}} >= first_new AND {{valid_time}} GROUP BY {{series_key}}, {{event_time}}),
context AS (
    SELECT {{series_key}}, max({{event_time}}) AS latest, argMax(tuple({{known_reading}}), {{event_time}}) AS reading, 1 AS is_context, {{known_directions}}
    FROM (SELECT * FROM {{target}} FINAL) AS known INNER JOIN touched USING ({{series_key}})
    WHERE {{event_time}} < first_new GROUP BY {{series_key}}),
steps AS (
    SELECT *, {{steps}}
    FROM (SELECT * FROM readings UNION ALL SELECT * FROM context)
    WINDOW series AS (PARTITION BY {{series_key}} ORDER BY {{event_time}} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)),
judged AS (
    SELECT *, {{plausible}}
    FROM steps),
directed AS (
    SELECT *, {{directions_before}}
    FROM judged
    WINDOW earlier AS (PARTITION BY {{series_key}} ORDER BY {{event_time}} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
SELECT {{results}}, 0 AS `_deleted`
FROM directed WHERE is_context = 0
