-- stream: turnstiles
-- needs: turnstile_increments
-- Computes counts in local time. An increment belongs to the time between the previous reading and this one. It is assigned to the
-- middle of that time, but at most six hours before the reading.
CREATE OR REPLACE VIEW {{database}}.turnstile_traffic AS
SELECT
    CA, UNIT, SCP, STATION, LINENAME, DIVISION,
    toTimeZone(event_time, '{{time_zone}}') AS read_at,
    toTimeZone(greatest(since, event_time - INTERVAL 12 HOUR), '{{time_zone}}') AS counted_since,
    counted_since + toIntervalMicrosecond(intDiv(dateDiff('microsecond', counted_since, read_at), 2)) AS counted_at,
    toDate32(counted_at) AS day,
    intDiv(toHour(counted_at), 4) AS slot,
    ENTRIES_increment AS entries,
    EXITS_increment AS exits,
    ENTRIES_quality AS entries_quality,
    EXITS_quality AS exits_quality,
    _topic_id, _partition, _offset
FROM {{database}}.turnstile_increments FINAL
COMMENT 'What each turnstile counted from one reading to the next, in local time; the base of the station reports';
