WITH touched AS (
    SELECT DISTINCT `CA`, `UNIT`, `SCP`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC') AS touched_window FROM `arrowgate`.`turnstile_increments`
    WHERE _partition_id IN ('20240501') AND _part NOT IN ('20240501_1_9_1') AND toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC') AND ifNull(toDate32(toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC'), 'UTC') > (SELECT maxOrNull(`day`) FROM `arrowgate`.`archived_days` FINAL WHERE `table` = 'sensors' AND `taken`), 1))
SELECT * FROM (
SELECT `CA`, `UNIT`, `SCP`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC') AS `window_start`, count() AS `readings`,
    min(`event_time`) AS `first_time`,
    sum(`ENTRIES_increment`) AS `ENTRIES`,
    sum(`EXITS_increment`) AS `EXITS`, 0 AS `_deleted`
FROM (
    SELECT * FROM `arrowgate`.`turnstile_increments` FINAL
    WHERE `event_time` >= (SELECT min(touched_window) FROM touched)
        AND `event_time` < (SELECT max(touched_window) FROM touched) + INTERVAL 300 SECOND)
WHERE (`CA`, `UNIT`, `SCP`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC')) IN (SELECT * FROM touched)
GROUP BY `CA`, `UNIT`, `SCP`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`, `window_start`
UNION ALL
SELECT `CA`, `UNIT`, `SCP`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`, `window_start`, `readings`, `first_time`, `ENTRIES`, `EXITS`, 1 AS `_deleted` FROM `arrowgate`.`turnstile_5m` FINAL
WHERE (`CA`, `UNIT`, `SCP`, `window_start`) IN (SELECT * FROM touched))
ORDER BY `CA`, `UNIT`, `SCP`, `window_start`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`, `_deleted` LIMIT 1 BY `CA`, `UNIT`, `SCP`, `window_start`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`
