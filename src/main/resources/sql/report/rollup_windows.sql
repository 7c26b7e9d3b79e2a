-- Computes the windows in touched, each from all rows of its series.
SELECT {{groups}}, {{window}} AS `window_start`, {{measures}}, 0 AS `_deleted`
FROM (
    SELECT * FROM {{source}} FINAL
    WHERE {{event_time}} >= (SELECT min(touched_window) FROM touched)
        AND {{event_time}} < (SELECT max(touched_window) FROM touched) + INTERVAL {{width_seconds}} SECOND)
WHERE ({{series_key}}, {{window}}) IN (SELECT * FROM touched)
GROUP BY {{group_columns}}, `window_start`
