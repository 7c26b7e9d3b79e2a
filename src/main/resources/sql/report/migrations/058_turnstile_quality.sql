-- stream: turnstiles
-- needs: turnstile_increments
CREATE OR REPLACE VIEW {{database}}.quality_of_turnstiles AS
SELECT
    toDate32(toTimeZone(event_time, '{{time_zone}}')) AS day,
    'turnstiles' AS stream,
    arrayJoin([concat('entries ', ENTRIES_quality), concat('exits ', EXITS_quality)]) AS finding,
    count() AS found
FROM {{database}}.turnstile_increments FINAL
WHERE ENTRIES_quality NOT IN ('ok', 'first') OR EXITS_quality NOT IN ('ok', 'first')
GROUP BY day, finding
HAVING NOT endsWith(finding, ' ok') AND NOT endsWith(finding, ' first')
COMMENT 'Steps of registers that are not plain counting, by local day';
