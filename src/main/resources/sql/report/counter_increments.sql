-- Recomputes a part of each series: from its earliest new reading to the first later one that the new readings cannot change.
WITH touched AS (
    SELECT {{series_key}}, min({{event_time}}) AS first_new, max({{event_time}}) AS last_new FROM {{source}}
    WHERE {{new_rows}} AND {{retained}} GROUP BY {{series_key}}),
-- latest: the row that holds the direction to begin with. settled: a row with a plausible step from a row after the new readings.
known AS (
    SELECT {{series_key}}, maxOrNullIf({{event_time}}, {{event_time}} < first_new) AS latest, minOrNullIf({{event_time}}, `since` > last_new AND {{counted}}) AS settled
    FROM (SELECT {{series_key}}, {{event_time}}, `since`, {{increments}} FROM {{target}} FINAL) AS all_known INNER JOIN touched USING ({{series_key}})
    GROUP BY {{series_key}}),
ranges AS (
    SELECT {{series_key}}, first_new, latest, settled
    FROM touched LEFT JOIN known USING ({{series_key}})),
readings AS (
    SELECT {{series_key}}, candidate.1 AS {{event_time}}, candidate.3 AS reading, 0 AS is_context, {{no_directions}}
    FROM (
        -- Sorting arrays of each series takes a tenth of the time of grouping by series and time.
        SELECT {{series_key}}, arraySort(groupArray(tuple({{event_time}}, tuple({{preference}}), tuple({{reading}})))) AS candidates
        FROM {{source}} INNER JOIN ranges USING ({{series_key}})
        WHERE {{event_time}} >= first_new AND (settled IS NULL OR {{event_time}} <= settled) AND {{valid_time}}
            -- Bounds of all series leave out partitions.
            AND {{event_time}} >= (SELECT min({{event_time}}) FROM {{source}} WHERE {{new_rows}} AND {{retained}})
            AND {{event_time}} <= (SELECT max(ifNull(settled, toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC'))) FROM ranges)
        GROUP BY {{series_key}})
    ARRAY JOIN arrayFilter(
        (candidate, is_preferred) -> is_preferred,
        candidates,
        arrayPushBack(arrayMap((time, next) -> time != next, arrayPopBack(candidates.1), arrayPopFront(candidates.1)), 1)) AS candidate),
context AS (
    SELECT {{series_key}}, {{event_time}}, tuple({{known_reading}}) AS reading, 1 AS is_context, {{known_directions}}
    FROM {{target}} FINAL
    WHERE ({{series_key}}, {{event_time}}) IN (SELECT {{series_key}}, latest FROM ranges WHERE latest IS NOT NULL)),
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
