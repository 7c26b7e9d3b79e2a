-- stream: each
CREATE OR REPLACE VIEW {{database}}.{{freshness_of}} AS
SELECT
    {{stream}} AS stream, if(rows = 0, NULL, max({{event_time}})) AS newest_event, count() AS rows, '{{time_zone}}' AS time_zone
FROM {{database}}.{{table}}
COMMENT 'The newest event of the stream';
