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
    length(groupArray(`cpu_used`) AS `_values_cpu_used`) AS `cpu_used_count`,
    if(empty(arrayFilter(x -> NOT isNaN(x), arraySort(`_values_cpu_used`)) AS `_sorted_cpu_used`), NULL, `_sorted_cpu_used`[1]) AS `cpu_used_min`,
    if(empty(`_sorted_cpu_used`), NULL, `_sorted_cpu_used`[-1]) AS `cpu_used_max`,
    if(empty(`_values_cpu_used`), NULL, arrayAvg(`_values_cpu_used`)) AS `cpu_used_avg`,
    if(empty(`_sorted_cpu_used`), NULL, `_sorted_cpu_used`[toUInt32(0.50 * length(`_sorted_cpu_used`)) + 1]) AS `cpu_used_p50`,
    if(empty(`_sorted_cpu_used`), NULL, `_sorted_cpu_used`[toUInt32(0.95 * length(`_sorted_cpu_used`)) + 1]) AS `cpu_used_p95`,
    if(empty(`_sorted_cpu_used`), NULL, `_sorted_cpu_used`[toUInt32(0.99 * length(`_sorted_cpu_used`)) + 1]) AS `cpu_used_p99`,
    reinterpretAsFloat32(toUInt64(max(bitOr(`_place`, toUInt256(reinterpretAsUInt64(`cpu_used`)))))) AS `cpu_used_last`,
    length(groupArray(`cpu_free`) AS `_values_cpu_free`) AS `cpu_free_count`,
    if(empty(arrayFilter(x -> NOT isNaN(x), arraySort(`_values_cpu_free`)) AS `_sorted_cpu_free`), NULL, `_sorted_cpu_free`[1]) AS `cpu_free_min`,
    if(empty(`_sorted_cpu_free`), NULL, `_sorted_cpu_free`[-1]) AS `cpu_free_max`,
    if(empty(`_values_cpu_free`), NULL, arrayAvg(`_values_cpu_free`)) AS `cpu_free_avg`,
    if(empty(`_sorted_cpu_free`), NULL, `_sorted_cpu_free`[toUInt32(0.50 * length(`_sorted_cpu_free`)) + 1]) AS `cpu_free_p50`,
    if(empty(`_sorted_cpu_free`), NULL, `_sorted_cpu_free`[toUInt32(0.95 * length(`_sorted_cpu_free`)) + 1]) AS `cpu_free_p95`,
    if(empty(`_sorted_cpu_free`), NULL, `_sorted_cpu_free`[toUInt32(0.99 * length(`_sorted_cpu_free`)) + 1]) AS `cpu_free_p99`,
    reinterpretAsFloat32(toUInt64(max(bitOr(`_place`, toUInt256(reinterpretAsUInt64(`cpu_free`)))))) AS `cpu_free_last`,
    length(groupArray(`memory_used`) AS `_values_memory_used`) AS `memory_used_count`,
    if(empty(arrayFilter(x -> NOT isNaN(x), arraySort(`_values_memory_used`)) AS `_sorted_memory_used`), NULL, `_sorted_memory_used`[1]) AS `memory_used_min`,
    if(empty(`_sorted_memory_used`), NULL, `_sorted_memory_used`[-1]) AS `memory_used_max`,
    if(empty(`_values_memory_used`), NULL, arrayAvg(`_values_memory_used`)) AS `memory_used_avg`,
    if(empty(`_sorted_memory_used`), NULL, `_sorted_memory_used`[toUInt32(0.50 * length(`_sorted_memory_used`)) + 1]) AS `memory_used_p50`,
    if(empty(`_sorted_memory_used`), NULL, `_sorted_memory_used`[toUInt32(0.95 * length(`_sorted_memory_used`)) + 1]) AS `memory_used_p95`,
    if(empty(`_sorted_memory_used`), NULL, `_sorted_memory_used`[toUInt32(0.99 * length(`_sorted_memory_used`)) + 1]) AS `memory_used_p99`,
    reinterpretAsFloat32(toUInt64(max(bitOr(`_place`, toUInt256(reinterpretAsUInt64(`memory_used`)))))) AS `memory_used_last`,
    length(groupArray(`memory_free`) AS `_values_memory_free`) AS `memory_free_count`,
    if(empty(arrayFilter(x -> NOT isNaN(x), arraySort(`_values_memory_free`)) AS `_sorted_memory_free`), NULL, `_sorted_memory_free`[1]) AS `memory_free_min`,
    if(empty(`_sorted_memory_free`), NULL, `_sorted_memory_free`[-1]) AS `memory_free_max`,
    if(empty(`_values_memory_free`), NULL, arrayAvg(`_values_memory_free`)) AS `memory_free_avg`,
    if(empty(`_sorted_memory_free`), NULL, `_sorted_memory_free`[toUInt32(0.50 * length(`_sorted_memory_free`)) + 1]) AS `memory_free_p50`,
    if(empty(`_sorted_memory_free`), NULL, `_sorted_memory_free`[toUInt32(0.95 * length(`_sorted_memory_free`)) + 1]) AS `memory_free_p95`,
    if(empty(`_sorted_memory_free`), NULL, `_sorted_memory_free`[toUInt32(0.99 * length(`_sorted_memory_free`)) + 1]) AS `memory_free_p99`,
    reinterpretAsFloat32(toUInt64(max(bitOr(`_place`, toUInt256(reinterpretAsUInt64(`memory_free`)))))) AS `memory_free_last`,
    length(groupArray(`run_elapsed_ms`) AS `_values_run_elapsed_ms`) AS `run_elapsed_ms_count`,
    if(empty(arraySort(`_values_run_elapsed_ms`) AS `_sorted_run_elapsed_ms`), NULL, `_sorted_run_elapsed_ms`[1]) AS `run_elapsed_ms_min`,
    if(empty(`_sorted_run_elapsed_ms`), NULL, `_sorted_run_elapsed_ms`[-1]) AS `run_elapsed_ms_max`,
    if(empty(`_values_run_elapsed_ms`), NULL, arrayAvg(`_values_run_elapsed_ms`)) AS `run_elapsed_ms_avg`,
    if(empty(`_sorted_run_elapsed_ms`), NULL, `_sorted_run_elapsed_ms`[toUInt32(0.50 * length(`_sorted_run_elapsed_ms`)) + 1]) AS `run_elapsed_ms_p50`,
    if(empty(`_sorted_run_elapsed_ms`), NULL, `_sorted_run_elapsed_ms`[toUInt32(0.95 * length(`_sorted_run_elapsed_ms`)) + 1]) AS `run_elapsed_ms_p95`,
    if(empty(`_sorted_run_elapsed_ms`), NULL, `_sorted_run_elapsed_ms`[toUInt32(0.99 * length(`_sorted_run_elapsed_ms`)) + 1]) AS `run_elapsed_ms_p99`,
    reinterpretAsInt32(toUInt64(max(bitOr(`_place`, toUInt256(reinterpretAsUInt64(`run_elapsed_ms`)))))) AS `run_elapsed_ms_last`, 0 AS `_deleted`
FROM (
SELECT * FROM (
    SELECT *, reinterpretAsUInt256(concat(toFixedString('', 8), reinterpretAsFixedString(toUInt32(`_row`)), reinterpretAsFixedString(toUInt64(`_offset`)), reinterpretAsFixedString(toUInt32(`_partition`)), reinterpretAsFixedString(bitOr(bitShiftLeft(toUInt64(toUnixTimestamp64Micro(`ts`) + 2208988800000000), 10), cityHash64(`_topic_id`) % 1024)))) AS `_place` FROM `arrowgate`.`sensors` FINAL
    WHERE `ts` >= (SELECT first_window FROM span)
        AND `ts` < (SELECT last_window FROM span) + INTERVAL 60 SECOND)
WHERE cityHash64(`device`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`ts`) - positiveModulo(toUnixTimestamp64Micro(`ts`), 60000000), 'UTC'), 0, 'UTC')) IN (SELECT * FROM touched))
GROUP BY `device`, `window_start`
