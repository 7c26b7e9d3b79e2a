CREATE TABLE IF NOT EXISTS `arrowgate`.`dead_letters`
(
    `stream` LowCardinality(String) COMMENT 'stream that should have decoded it' CODEC(ZSTD(1)),
    `reason` LowCardinality(String) COMMENT 'of the fixed set' CODEC(ZSTD(1)),
    `message` String COMMENT 'what exactly is wrong' CODEC(ZSTD(1)),
    `topic` LowCardinality(String) COMMENT 'of the raw record' CODEC(ZSTD(1)),
    `partition` Int32 COMMENT 'of the raw record' CODEC(ZSTD(1)),
    `offset` Int64 COMMENT 'of the raw record' CODEC(ZSTD(1)),
    `record_time` DateTime64(3, 'UTC') COMMENT 'the raw record\'s own timestamp' CODEC(ZSTD(1)),
    `emitted_at` DateTime64(3, 'UTC') COMMENT 'wall clock; of repeats, the newest stays' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(`emitted_at`)
PARTITION BY toYYYYMM(`record_time`)
ORDER BY (`topic`, `partition`, `offset`, `record_time`)
