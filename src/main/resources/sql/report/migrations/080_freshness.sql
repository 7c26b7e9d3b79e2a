CREATE OR REPLACE VIEW {{database}}.freshness AS
SELECT stream, newest_event, dateDiff('second', newest_event, now64(6)) AS seconds_behind, rows, time_zone
FROM merge({{database_text}}, '^freshness_of_')
ORDER BY stream
COMMENT 'The newest event of each stream, how many seconds ago that is, and the rows of its table, repeats included; the zone that its days are of';
