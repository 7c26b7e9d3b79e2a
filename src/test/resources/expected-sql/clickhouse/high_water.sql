SELECT toUInt64(count()), groupArray((p, o)) FROM (SELECT `_partition` AS p, max(`_offset`) AS o
FROM `arrowgate`.`sensors`
WHERE `_topic_id` = 'it\'s' AND `_partition` IN (1, 3)
GROUP BY `_partition`
UNION ALL
SELECT `_partition`, max(`last_offset`) FROM `arrowgate`.`archived_offsets` WHERE `table` = 'sensors' AND `_topic_id` = 'it\'s' AND `_partition` IN (1, 3) GROUP BY `_partition`)
