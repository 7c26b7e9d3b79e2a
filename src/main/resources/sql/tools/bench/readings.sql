-- Makes readings of 1,000 devices, ten seconds apart.
INSERT INTO {{table}} (device, ts, cpu_used, memory_used, _topic_id, _partition, _offset, _ingested_at)
SELECT concat('device-', toString(number % 1000)), toDateTime64('2024-01-05 00:00:00', 6, 'UTC') + intDiv(number, 1000) * 10 AS ts,
    rand(1) % 10000 / 100, rand(2) % 10000 / 100, 'bench', 0, number, ts
FROM numbers({{rows}})
