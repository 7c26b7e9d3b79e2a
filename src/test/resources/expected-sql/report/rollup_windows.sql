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
