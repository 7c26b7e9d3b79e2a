-- Reads the highest offset of each partition, archived rows included.
SELECT `_partition` AS p, max(`_offset`) AS o, toInt32(0) AS r
FROM {{table}}
WHERE `_topic_id` = {{topic_id}} AND `_partition` IN ({{partitions}})
GROUP BY `_partition`
UNION ALL
{{archived}}
