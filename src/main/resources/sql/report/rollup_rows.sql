-- Reads all rows of the windows in touched.
SELECT * FROM (
    SELECT *{{place}} FROM {{source}} FINAL
    WHERE {{event_time}} >= (SELECT first_window FROM span)
        AND {{event_time}} < (SELECT last_window FROM span) + INTERVAL {{width_seconds}} SECOND)
WHERE cityHash64({{series_key}}, {{window}}) IN (SELECT * FROM touched)
