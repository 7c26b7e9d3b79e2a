WITH touched AS (
    SELECT DISTINCT cityHash64(`device`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC')) FROM `arrowgate`.`sensors`
    WHERE _partition_id IN ('20240501') AND _part NOT IN ('20240501_1_9_1') AND toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC') AND ifNull(toDate32(toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC'), 'UTC') > (SELECT maxOrNull(`day`) FROM `arrowgate`.`archived_days` FINAL WHERE `table` = 'sensors' AND `taken`), 1)),
span AS (
    SELECT min(toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC')) AS first_window, max(toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC')) AS last_window FROM `arrowgate`.`sensors`
    WHERE _partition_id IN ('20240501') AND _part NOT IN ('20240501_1_9_1') AND toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC') AND ifNull(toDate32(toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC'), 'UTC') > (SELECT maxOrNull(`day`) FROM `arrowgate`.`archived_days` FINAL WHERE `table` = 'sensors' AND `taken`), 1))
SELECT `device` AS `device`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC') AS `window_start`, count() AS `readings`,
    countIf(toUnixTimestamp64Milli(`_ingested_at`) > toUnixTimestamp64Milli(`ts`) + 600000) AS `late`,
    min(`ts`) AS `first_time`,
    max(`ts`) AS `last_time`,
    count(`cpu_used`) AS `cpu_used_count`,
    min(`cpu_used`) AS `cpu_used_min`,
    max(`cpu_used`) AS `cpu_used_max`,
    avg(`cpu_used`) AS `cpu_used_avg`,
    if(count(`cpu_used`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`cpu_used`)[1]) AS `cpu_used_p50`,
    if(count(`cpu_used`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`cpu_used`)[2]) AS `cpu_used_p95`,
    if(count(`cpu_used`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`cpu_used`)[3]) AS `cpu_used_p99`,
    argMax(`cpu_used`, `_place`) AS `cpu_used_last`,
    count(`cpu_free`) AS `cpu_free_count`,
    min(`cpu_free`) AS `cpu_free_min`,
    max(`cpu_free`) AS `cpu_free_max`,
    avg(`cpu_free`) AS `cpu_free_avg`,
    if(count(`cpu_free`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`cpu_free`)[1]) AS `cpu_free_p50`,
    if(count(`cpu_free`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`cpu_free`)[2]) AS `cpu_free_p95`,
    if(count(`cpu_free`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`cpu_free`)[3]) AS `cpu_free_p99`,
    argMax(`cpu_free`, `_place`) AS `cpu_free_last`,
    count(`memory_used`) AS `memory_used_count`,
    min(`memory_used`) AS `memory_used_min`,
    max(`memory_used`) AS `memory_used_max`,
    avg(`memory_used`) AS `memory_used_avg`,
    if(count(`memory_used`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`memory_used`)[1]) AS `memory_used_p50`,
    if(count(`memory_used`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`memory_used`)[2]) AS `memory_used_p95`,
    if(count(`memory_used`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`memory_used`)[3]) AS `memory_used_p99`,
    argMax(`memory_used`, `_place`) AS `memory_used_last`,
    count(`memory_free`) AS `memory_free_count`,
    min(`memory_free`) AS `memory_free_min`,
    max(`memory_free`) AS `memory_free_max`,
    avg(`memory_free`) AS `memory_free_avg`,
    if(count(`memory_free`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`memory_free`)[1]) AS `memory_free_p50`,
    if(count(`memory_free`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`memory_free`)[2]) AS `memory_free_p95`,
    if(count(`memory_free`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`memory_free`)[3]) AS `memory_free_p99`,
    argMax(`memory_free`, `_place`) AS `memory_free_last`,
    count(`run_elapsed_ms`) AS `run_elapsed_ms_count`,
    min(`run_elapsed_ms`) AS `run_elapsed_ms_min`,
    max(`run_elapsed_ms`) AS `run_elapsed_ms_max`,
    avg(`run_elapsed_ms`) AS `run_elapsed_ms_avg`,
    if(count(`run_elapsed_ms`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`run_elapsed_ms`)[1]) AS `run_elapsed_ms_p50`,
    if(count(`run_elapsed_ms`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`run_elapsed_ms`)[2]) AS `run_elapsed_ms_p95`,
    if(count(`run_elapsed_ms`) = 0, NULL, quantilesExact(0.50, 0.95, 0.99)(`run_elapsed_ms`)[3]) AS `run_elapsed_ms_p99`,
    argMax(`run_elapsed_ms`, `_place`) AS `run_elapsed_ms_last`, 0 AS `_deleted`
FROM (
SELECT * FROM (
    SELECT *, concat(reinterpretAsFixedString(byteSwap(toUInt64(bitXor(toUnixTimestamp64Micro(`ts`), toInt64('-9223372036854775808'))))), `_topic_id`, '\0', reinterpretAsFixedString(byteSwap(toUInt32(`_partition`))), reinterpretAsFixedString(byteSwap(toUInt64(`_offset`))), reinterpretAsFixedString(byteSwap(toUInt32(`_row`)))) AS `_place` FROM `arrowgate`.`sensors` FINAL
    WHERE `ts` >= (SELECT first_window FROM span)
        AND `ts` < (SELECT last_window FROM span) + INTERVAL 60 SECOND)
WHERE cityHash64(`device`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC')) IN (SELECT * FROM touched))
GROUP BY `device`, `window_start`
