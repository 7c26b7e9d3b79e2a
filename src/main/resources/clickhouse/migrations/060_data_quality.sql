-- stream: turnstiles
-- needs: turnstile_increments, sensors_1h, dead_letters
CREATE OR REPLACE VIEW {database}.data_quality AS
SELECT day, stream, finding, sum(times) AS found FROM (
    SELECT toDate32(toTimeZone(event_time, '{time_zone}')) AS day, 'turnstiles' AS stream,
        concat('entries ', ENTRIES_quality) AS finding, count() AS times
    FROM {database}.turnstile_increments FINAL WHERE ENTRIES_quality NOT IN ('ok', 'first') GROUP BY day, finding
    UNION ALL
    SELECT toDate32(toTimeZone(event_time, '{time_zone}')), 'turnstiles', concat('exits ', EXITS_quality) AS finding, count()
    FROM {database}.turnstile_increments FINAL WHERE EXITS_quality NOT IN ('ok', 'first') GROUP BY 1, finding
    UNION ALL
    SELECT toDate32(window_start), 'sensors', 'late', sum(late) FROM {database}.sensors_1h FINAL GROUP BY 1 HAVING sum(late) > 0
    UNION ALL
    SELECT toDate32(record_time), topic, concat('dead letter: ', reason) AS finding, count()
    FROM {database}.dead_letters FINAL GROUP BY 1, topic, finding)
WHERE day >= {from:Date32} AND day < {to:Date32}
GROUP BY day, stream, finding
ORDER BY day, stream, finding
COMMENT 'What was wrong with the data, by day: resets, jumps and backward registers, late readings, dead letters by reason';

CREATE OR REPLACE VIEW {database}.freshness AS
SELECT 'sensors' AS stream, max(last_time) AS newest_event, dateDiff('second', newest_event, now64(6)) AS seconds_behind
FROM {database}.sensors_1h FINAL
UNION ALL
SELECT 'turnstiles', max(event_time), dateDiff('second', max(event_time), now64(6)) FROM {database}.turnstile_increments FINAL
COMMENT 'The newest event of each stream in the reports, and how old it is';
