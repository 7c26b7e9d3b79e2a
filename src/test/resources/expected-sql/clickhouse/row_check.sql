SELECT toUInt64(count()), groupArray((p, o)) FROM (SELECT `_partition` AS p, `_offset` AS o
FROM `arrowgate`.`sensors`
WHERE `_topic_id` = 'it\'s'
    AND (`_partition` = 0 AND `_offset` BETWEEN 5 AND 7 OR `_partition` = 2 AND `_offset` BETWEEN 1 AND 1)
    AND `ts` BETWEEN fromUnixTimestamp64Micro(0, 'UTC') AND fromUnixTimestamp64Micro(1714521600000001, 'UTC')
UNION ALL
SELECT `_partition`, arrayJoin(range(greatest(`first_offset`, 5), least(`last_offset`, 7) + 1))
FROM `arrowgate`.`archived_offsets`
WHERE `table` = 'sensors' AND `_topic_id` = 'it\'s'
    AND `_partition` = 0
    AND `first_offset` <= 7
    AND `last_offset` >= 5
UNION ALL
SELECT `_partition`, arrayJoin(range(greatest(`first_offset`, 1), least(`last_offset`, 1) + 1))
FROM `arrowgate`.`archived_offsets`
WHERE `table` = 'sensors' AND `_topic_id` = 'it\'s'
    AND `_partition` = 2
    AND `first_offset` <= 1
    AND `last_offset` >= 1)
