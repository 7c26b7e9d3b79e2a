-- Records a day's rows, for each position in a raw record, as ranges of offsets without gaps: within one, offset minus row number is
-- constant.
INSERT INTO {{offsets}} (`table`, `day`, `hash`, `_topic_id`, `_partition`, `_row`, `first_offset`, `last_offset`)
SELECT {{table_name}}, {{day}}, toUInt64({{hash}}), `_topic_id`, `_partition`, r, min(`_offset`), max(`_offset`) FROM (
    SELECT `_topic_id`, `_partition`, `_offset`, {{row}} AS r, `_offset` - row_number() OVER (PARTITION BY `_topic_id`, `_partition`, r ORDER BY `_offset`) AS gaps FROM {{rows}})
GROUP BY `_topic_id`, `_partition`, r, gaps
SETTINGS async_insert = 0
