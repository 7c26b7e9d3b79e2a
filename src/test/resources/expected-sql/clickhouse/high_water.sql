SELECT toUInt64(count()), groupArray((p, o, r)) FROM (SELECT `_partition` AS p, max(`_offset`) AS o, toInt32(0) AS r
FROM `arrowgate`.`sensors`
WHERE `_topic_id` = 'it\'s' AND `_partition` IN (1, 3)
GROUP BY `_partition`
UNION ALL
SELECT `_partition`, max(`last_offset`), toInt32(0) FROM `arrowgate`.`archived_offsets` WHERE `table` = 'sensors' AND `_topic_id` = 'it\'s' AND `_partition` IN (1, 3) GROUP BY `_partition`)
