CREATE TABLE IF NOT EXISTS `arrowgate`.`archived_offsets`
(
    `table` LowCardinality(String) COMMENT 'table from which the rows were moved',
    `day` Date32 COMMENT 'of their event time, UTC',
    `hash` UInt64 COMMENT 'sum of the rows\' hashes',
    `_topic_id` LowCardinality(String),
    `_partition` Int32,
    `_row` Int32 COMMENT 'position of the rows in their raw records, from 0',
    `first_offset` Int64,
    `last_offset` Int64
)
ENGINE = MergeTree
ORDER BY (`table`, `_topic_id`, `_partition`, `first_offset`)
