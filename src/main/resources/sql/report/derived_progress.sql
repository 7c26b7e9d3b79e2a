-- Creates the table of the parts that each derived table has processed.
CREATE TABLE IF NOT EXISTS {{table}}
(
    `table` LowCardinality(String) COMMENT 'derived table',
    `partition_id` String COMMENT 'partition of its source',
    `block` Int64 COMMENT 'greatest block number that was taken in; 0 for none',
    `at` DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(`at`)
ORDER BY (`table`, `partition_id`)
