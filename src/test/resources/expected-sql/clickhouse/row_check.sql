SELECT toUInt64(count()), groupArray((p, o, r)) FROM (SELECT `_partition` AS p, `_offset` AS o, `_row` AS r
FROM `arrowgate`.`sensors`
WHERE `_topic_id` = 'it\'s'
    AND (`_partition` = 0 AND `_offset` BETWEEN 5 AND 7 AND (`_offset`, `_row`) BETWEEN (5, 1) AND (7, 3) AND intDiv(`_offset`, 16384) BETWEEN 0 AND 0 AND `ts` BETWEEN fromUnixTimestamp64Micro(0, 'UTC') AND fromUnixTimestamp64Micro(1714521600000001, 'UTC')
        OR `_partition` = 2 AND `_offset` BETWEEN 1 AND 1 AND (`_offset`, `_row`) BETWEEN (1, 0) AND (1, 0) AND intDiv(`_offset`, 16384) BETWEEN 0 AND 0 AND `ts` BETWEEN fromUnixTimestamp64Micro(0, 'UTC') AND fromUnixTimestamp64Micro(1714521600000001, 'UTC'))
UNION ALL
SELECT * FROM (
    SELECT `_partition`, arrayJoin(range(greatest(`first_offset`, 5), least(`last_offset`, 7) + 1)) AS `_offset`, `_row`
    FROM `arrowgate`.`archived_offsets`
    WHERE `table` = 'sensors' AND `_topic_id` = 'it\'s'
        AND `_partition` = 0
        AND `first_offset` <= 7
        AND `last_offset` >= 5)
WHERE (`_offset`, `_row`) BETWEEN (5, 1) AND (7, 3)
UNION ALL
SELECT * FROM (
    SELECT `_partition`, arrayJoin(range(greatest(`first_offset`, 1), least(`last_offset`, 1) + 1)) AS `_offset`, `_row`
    FROM `arrowgate`.`archived_offsets`
    WHERE `table` = 'sensors' AND `_topic_id` = 'it\'s'
        AND `_partition` = 2
        AND `first_offset` <= 1
        AND `last_offset` >= 1)
WHERE (`_offset`, `_row`) BETWEEN (1, 0) AND (1, 0))
