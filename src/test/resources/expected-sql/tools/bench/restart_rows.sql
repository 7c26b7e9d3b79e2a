INSERT INTO `default`.`sensors` (device, ts, cpu_used, cpu_free, memory_used, memory_free, run_elapsed_ms, `_topic_id`, `_partition`, `_offset`, `_row`, `_ingested_at`)
SELECT
    concat('sensor-', leftPad(toString(number % 1000), 4, '0')),
    toDateTime64('2024-05-01 00:00:00', 6, 'UTC') - toIntervalMicrosecond(intDiv((100000000 - number) * 864000, 100000000) * 1000000 + number % 1000000) AS ts,
    cityHash64(number) % 1000 / 10,
    cityHash64(number, 1) % 1000 / 10,
    cityHash64(number, 2) % 1000 / 10,
    cityHash64(number, 3) % 1000 / 10,
    cityHash64(number, 4) % 2000,
    'AAAAAAAAAAAAAAAAAAAAAA',
    number % 3,
    intDiv(number, 3),
    0,
    ts
FROM numbers(300000, 100000)
SETTINGS optimize_on_insert = 0, max_block_size = 1000000, min_insert_block_size_rows = 1000000, max_threads = 1
