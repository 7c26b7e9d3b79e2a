WITH touched AS (
    SELECT DISTINCT cityHash64(`CA`, `UNIT`, `SCP`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC')) FROM `arrowgate`.`turnstile_increments`
    WHERE _partition_id IN ('20240501') AND _part NOT IN ('20240501_1_9_1') AND toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC') AND ifNull(toDate32(toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC'), 'UTC') > (SELECT maxOrNull(`day`) FROM `arrowgate`.`archived_days` FINAL WHERE `table` = 'sensors' AND `taken`), 1)),
span AS (
    SELECT min(toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC')) AS first_window, max(toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC')) AS last_window FROM `arrowgate`.`turnstile_increments`
    WHERE _partition_id IN ('20240501') AND _part NOT IN ('20240501_1_9_1') AND toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC') BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC') AND ifNull(toDate32(toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC'), 'UTC') > (SELECT maxOrNull(`day`) FROM `arrowgate`.`archived_days` FINAL WHERE `table` = 'sensors' AND `taken`), 1))
SELECT `CA`, `UNIT`, `SCP`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC') AS `window_start`, count() AS `readings`,
    min(`event_time`) AS `first_time`,
    sum(`ENTRIES_increment`) AS `ENTRIES`,
    sum(`EXITS_increment`) AS `EXITS`, 0 AS `_deleted`
FROM (
SELECT * FROM (
    SELECT * FROM `arrowgate`.`turnstile_increments` FINAL
    WHERE `event_time` >= (SELECT first_window FROM span)
        AND `event_time` < (SELECT last_window FROM span) + INTERVAL 300 SECOND)
WHERE cityHash64(`CA`, `UNIT`, `SCP`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC')) IN (SELECT * FROM touched))
GROUP BY `CA`, `UNIT`, `SCP`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`, `window_start`
UNION ALL
SELECT `CA`, `UNIT`, `SCP`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`, `window_start`, `readings`, `first_time`, `ENTRIES`, `EXITS`, 1 AS `_deleted` FROM `arrowgate`.`turnstile_5m` FINAL
WHERE `window_start` BETWEEN (SELECT first_window FROM span) AND (SELECT last_window FROM span)
    AND cityHash64(`CA`, `UNIT`, `SCP`, `window_start`) IN (SELECT * FROM touched)
    AND sipHash128(`CA`, `UNIT`, `SCP`, `window_start`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`) NOT IN (
        SELECT sipHash128(`CA`, `UNIT`, `SCP`, `window_start`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`) FROM (
            SELECT `CA`, `UNIT`, `SCP`, `STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC') AS `window_start` FROM (
SELECT * FROM (
    SELECT * FROM `arrowgate`.`turnstile_increments` FINAL
    WHERE `event_time` >= (SELECT first_window FROM span)
        AND `event_time` < (SELECT last_window FROM span) + INTERVAL 300 SECOND)
WHERE cityHash64(`CA`, `UNIT`, `SCP`, toDateTime64(fromUnixTimestamp64Micro(toUnixTimestamp64Micro(`event_time`) - positiveModulo(toUnixTimestamp64Micro(`event_time`), 300000000), 'UTC'), 0, 'UTC')) IN (SELECT * FROM touched))))
