-- Makes audits of 5,000 turnstiles at 380 stations, four hours apart.
INSERT INTO {{table}} (CA, UNIT, SCP, STATION, LINENAME, DIVISION, event_time, DATE, TIME, DESC, ENTRIES, EXITS,
    _topic_id, _partition, _offset, _ingested_at)
SELECT concat('A', toString(number % 380)) AS ca, concat('R', toString(number % 380)), toString(number % 5000),
    concat('STATION ', toString(number % 380)), '456', 'BMT',
    toDateTime64('2024-01-01 00:00:00', 6, 'America/New_York') + intDiv(number, 5000) * 14400 AS t, toDate(t), '', 'REGULAR',
    number % 5000 * 1000000 + intDiv(number, 5000) * 300 + rand(1) % 300,
    number % 5000 * 1000000 + intDiv(number, 5000) * 300 + rand(2) % 300, 'bench', 0, number, t
FROM numbers({{rows}})
