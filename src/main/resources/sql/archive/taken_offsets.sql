-- Records the offsets of a day's rows as ranges without gaps: within one, offset minus row number is constant.
INSERT INTO {{offsets}}
SELECT {{table_name}}, {{day}}, toUInt64({{hash}}), `_topic_id`, `_partition`, min(`_offset`), max(`_offset`) FROM (
    SELECT `_topic_id`, `_partition`, `_offset`, `_offset` - row_number() OVER (PARTITION BY `_topic_id`, `_partition` ORDER BY `_offset`) AS gaps FROM {{rows}})
GROUP BY `_topic_id`, `_partition`, gaps
SETTINGS async_insert = 0
