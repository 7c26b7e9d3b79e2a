WITH touched AS (
    SELECT `CA`, `UNIT`, `SCP`, min(`event_time`) AS first_new, max(`event_time`) AS last_new FROM `arrowgate`.`turnstiles`
    WHERE _partition_id IN ('20240501') AND _part NOT IN ('20240501_1_9_1') AND `event_time` BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC') AND ifNull(toDate32(`event_time`, 'UTC') > (SELECT maxOrNull(`day`) FROM `arrowgate`.`archived_days` FINAL WHERE `table` = 'sensors' AND `taken`), 1) GROUP BY `CA`, `UNIT`, `SCP`),
known AS (
    SELECT `CA`, `UNIT`, `SCP`, maxOrNullIf(`event_time`, `event_time` < first_new) AS latest, minOrNullIf(`event_time`, `since` > last_new AND `ENTRIES_increment` > 0 AND `EXITS_increment` > 0) AS settled
    FROM (SELECT `CA`, `UNIT`, `SCP`, `event_time`, `since`, `ENTRIES_increment`, `EXITS_increment` FROM `arrowgate`.`turnstile_increments` FINAL) AS all_known INNER JOIN touched USING (`CA`, `UNIT`, `SCP`)
    GROUP BY `CA`, `UNIT`, `SCP`),
ranges AS (
    SELECT `CA`, `UNIT`, `SCP`, first_new, latest, settled
    FROM touched LEFT JOIN known USING (`CA`, `UNIT`, `SCP`)),
readings AS (
    SELECT `CA`, `UNIT`, `SCP`, candidate.1 AS `event_time`, candidate.3 AS reading, 0 AS is_context, toInt8(0) AS `known_ENTRIES`, toInt8(0) AS `known_EXITS`
    FROM (
        SELECT `CA`, `UNIT`, `SCP`, arraySort(groupArray(tuple(`event_time`, tuple(ifNull(`DESC` = 'REGULAR', 0), `ENTRIES`, `EXITS`, `_topic_id`, `_partition`, `_offset`, `_row`), tuple(ifNull(`STATION`, ''), ifNull(`LINENAME`, ''), ifNull(`DIVISION`, ''), `DATE`, ifNull(`DESC`, ''), toInt64(`ENTRIES`), toInt64(`EXITS`), `_topic_id`, `_partition`, `_offset`, `_row`)))) AS candidates
        FROM `arrowgate`.`turnstiles` INNER JOIN ranges USING (`CA`, `UNIT`, `SCP`)
        WHERE `event_time` >= first_new AND (settled IS NULL OR `event_time` <= settled) AND `event_time` BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC')
            AND `event_time` >= (SELECT min(`event_time`) FROM `arrowgate`.`turnstiles` WHERE _partition_id IN ('20240501') AND _part NOT IN ('20240501_1_9_1') AND `event_time` BETWEEN toDateTime64('1900-01-01 00:00:00', 6, 'UTC') AND toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC') AND ifNull(toDate32(`event_time`, 'UTC') > (SELECT maxOrNull(`day`) FROM `arrowgate`.`archived_days` FINAL WHERE `table` = 'sensors' AND `taken`), 1))
            AND `event_time` <= (SELECT max(ifNull(settled, toDateTime64('2299-12-31 23:59:59.999999', 6, 'UTC'))) FROM ranges)
        GROUP BY `CA`, `UNIT`, `SCP`)
    ARRAY JOIN arrayFilter(
        (candidate, is_preferred) -> is_preferred,
        candidates,
        arrayPushBack(arrayMap((time, next) -> time != next, arrayPopBack(candidates.1), arrayPopFront(candidates.1)), 1)) AS candidate),
context AS (
    SELECT `CA`, `UNIT`, `SCP`, `event_time`, tuple(`STATION`, `LINENAME`, `DIVISION`, `DATE`, `DESC`, toInt64(`ENTRIES`), toInt64(`EXITS`), `_topic_id`, `_partition`, `_offset`, `_row`) AS reading, 1 AS is_context, `ENTRIES_direction` AS `known_ENTRIES`, `EXITS_direction` AS `known_EXITS`
    FROM `arrowgate`.`turnstile_increments` FINAL
    WHERE (`CA`, `UNIT`, `SCP`, `event_time`) IN (SELECT `CA`, `UNIT`, `SCP`, latest FROM ranges WHERE latest IS NOT NULL)),
steps AS (
    SELECT *, row_number() OVER (PARTITION BY `CA`, `UNIT`, `SCP` ORDER BY `event_time`) AS number,
        lagInFrame(`event_time`, 1, `event_time`) OVER series AS `since`,
        3600 * least((toUnixTimestamp64Micro(`event_time`) - toUnixTimestamp64Micro(`since`)) / 3.6E9, 12) AS cap,
        reading.6 - lagInFrame(reading.6, 1, reading.6) OVER series AS `step_ENTRIES`,
        reading.7 - lagInFrame(reading.7, 1, reading.7) OVER series AS `step_EXITS`
    FROM (SELECT * FROM readings UNION ALL SELECT * FROM context)
    WINDOW series AS (PARTITION BY `CA`, `UNIT`, `SCP` ORDER BY `event_time` ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)),
judged AS (
    SELECT *, `step_ENTRIES` != 0 AND abs(`step_ENTRIES`) <= cap AS `plausible_ENTRIES`, `step_EXITS` != 0 AND abs(`step_EXITS`) <= cap AS `plausible_EXITS`
    FROM steps),
directed AS (
    SELECT *, ifNull(anyLast(if(is_context = 1, nullIf(`known_ENTRIES`, 0), if(`plausible_ENTRIES`, toInt8(sign(`step_ENTRIES`)), NULL))) OVER earlier, 0) AS `before_ENTRIES`,
        ifNull(anyLast(if(is_context = 1, nullIf(`known_EXITS`, 0), if(`plausible_EXITS`, toInt8(sign(`step_EXITS`)), NULL))) OVER earlier, 0) AS `before_EXITS`
    FROM judged
    WINDOW earlier AS (PARTITION BY `CA`, `UNIT`, `SCP` ORDER BY `event_time` ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
SELECT `CA`, `UNIT`, `SCP`,
        `event_time`,
        `since`,
        reading.1 AS `STATION`,
        reading.2 AS `LINENAME`,
        reading.3 AS `DIVISION`,
        reading.4 AS `DATE`,
        reading.5 AS `DESC`,
        reading.6 AS `ENTRIES`,
        multiIf(number = 1, 'first',
        abs(`step_ENTRIES`) > cap, if(`step_ENTRIES` < 0, 'reset', 'jump'),
        `step_ENTRIES` = 0, 'ok',
        `before_ENTRIES` IN (0, sign(`step_ENTRIES`)), if(`step_ENTRIES` > 0, 'ok', 'backward'),
        'reset') AS `ENTRIES_quality`,
        if(`ENTRIES_quality` IN ('ok', 'backward'), abs(`step_ENTRIES`), 0) AS `ENTRIES_increment`,
        if(`plausible_ENTRIES`, sign(`step_ENTRIES`), `before_ENTRIES`) AS `ENTRIES_direction`,
        reading.7 AS `EXITS`,
        multiIf(number = 1, 'first',
        abs(`step_EXITS`) > cap, if(`step_EXITS` < 0, 'reset', 'jump'),
        `step_EXITS` = 0, 'ok',
        `before_EXITS` IN (0, sign(`step_EXITS`)), if(`step_EXITS` > 0, 'ok', 'backward'),
        'reset') AS `EXITS_quality`,
        if(`EXITS_quality` IN ('ok', 'backward'), abs(`step_EXITS`), 0) AS `EXITS_increment`,
        if(`plausible_EXITS`, sign(`step_EXITS`), `before_EXITS`) AS `EXITS_direction`,
        reading.8 AS `_topic_id`,
        reading.9 AS `_partition`,
        reading.10 AS `_offset`,
        reading.11 AS `_row`, 0 AS `_deleted`
FROM directed WHERE is_context = 0
