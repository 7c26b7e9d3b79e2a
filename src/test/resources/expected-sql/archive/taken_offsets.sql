INSERT INTO `arrowgate`.`archived_offsets` (`table`, `day`, `hash`, `_topic_id`, `_partition`, `_row`, `first_offset`, `last_offset`)
SELECT 'sensors', toDate32('2024-05-01'), toUInt64(17), `_topic_id`, `_partition`, r, min(`_offset`), max(`_offset`) FROM (
    SELECT `_topic_id`, `_partition`, `_offset`, toInt32(0) AS r, `_offset` - row_number() OVER (PARTITION BY `_topic_id`, `_partition`, r ORDER BY `_offset`) AS gaps FROM `arrowgate`.`sensors` FINAL WHERE `ts` >= fromUnixTimestamp64Milli(1714521600000, 'UTC') AND `ts` < fromUnixTimestamp64Milli(1714608000000, 'UTC'))
GROUP BY `_topic_id`, `_partition`, r, gaps
SETTINGS async_insert = 0
