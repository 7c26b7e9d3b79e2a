CREATE TABLE IF NOT EXISTS `arrowgate`.`archived_offsets`
(
    `table` LowCardinality(String) COMMENT 'table that the rows were taken out of',
    `day` Date32 COMMENT 'of their event time, UTC',
    `hash` UInt64 COMMENT 'sum of the rows\' hashes',
    `_topic_id` LowCardinality(String),
    `_partition` Int32,
    `first_offset` Int64,
    `last_offset` Int64
)
ENGINE = MergeTree
ORDER BY (`table`, `_topic_id`, `_partition`, `first_offset`)
