-- Makes 10,000 alerts, each firing and resolved.
INSERT INTO {{table}} (id, state, rule, severity, stream, series, first_time, last_time, text, emitted_at)
SELECT toString(number), s, concat('rule ', toString(number % 10)), 'warning', 'sensors', map('device', toString(number % 1000)),
    toDateTime64('2024-01-05 00:00:00', 6, 'UTC') + number AS t, t, 'bench', toDateTime64(t, 3) + if(s = 'firing', 0, 60)
FROM numbers(10000) ARRAY JOIN ['firing', 'resolved'] AS s
