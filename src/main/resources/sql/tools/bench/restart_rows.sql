-- Inserts one part of the rows that a table of sensors has before a restart: every partition's offsets are consecutive, and each device's
-- records are in one partition. Ten days end at the time of the first restored row.
INSERT INTO {{table}} (device, ts, cpu_used, cpu_free, memory_used, memory_free, run_elapsed_ms, `_topic_id`, `_partition`, `_offset`, `_row`, `_ingested_at`)
SELECT
    concat('sensor-', leftPad(toString(number % 1000), 4, '0')),
    {{end}} - toIntervalMicrosecond(intDiv(({{rows}} - number) * 864000, {{rows}}) * 1000000 + number % 1000000) AS ts,
    cityHash64(number) % 1000 / 10,
    cityHash64(number, 1) % 1000 / 10,
    cityHash64(number, 2) % 1000 / 10,
    cityHash64(number, 3) % 1000 / 10,
    cityHash64(number, 4) % 2000,
    {{topic_id}},
    number % {{partitions}},
    intDiv(number, {{partitions}}),
    0,
    ts
FROM numbers({{first}}, {{count}})
SETTINGS optimize_on_insert = 0, max_block_size = 1000000, min_insert_block_size_rows = 1000000, max_threads = 1
