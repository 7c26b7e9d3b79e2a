-- Creates the table of archived days, with a row for each day and file. With FINAL, it has only days that were not restored.
CREATE TABLE IF NOT EXISTS {{table}}
(
    `table` LowCardinality(String) COMMENT 'table of the rows',
    `day` Date32 COMMENT 'of their event time, UTC',
    `hash` UInt64 COMMENT 'sum of the rows\' hashes',
    `rows` UInt64,
    `path` String COMMENT 'file of the rows',
    `format` LowCardinality(String),
    `taken` UInt8 COMMENT '1 if the rows were moved out of the table, 0 if they were copied',
    `at` DateTime64(6, 'UTC'),
    `restored` UInt8
)
ENGINE = ReplacingMergeTree(`at`, `restored`)
ORDER BY (`table`, `day`, `hash`)
