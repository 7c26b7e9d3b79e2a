CREATE TABLE IF NOT EXISTS `arrowgate`.`sensors`
(
    `device` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
    `ts` DateTime64(6, 'UTC') COMMENT 'event time' CODEC(DoubleDelta, ZSTD(1)),
    `cpu_used` Nullable(Float32) COMMENT 'unit: %' CODEC(ZSTD(1)),
    `cpu_free` Nullable(Float32) COMMENT 'unit: %' CODEC(ZSTD(1)),
    `memory_used` Nullable(Float32) COMMENT 'unit: %' CODEC(ZSTD(1)),
    `memory_free` Nullable(Float32) COMMENT 'unit: %' CODEC(ZSTD(1)),
    `run_elapsed_ms` Nullable(Int32) COMMENT 'unit: ms' CODEC(Delta, ZSTD(1)),
    `_topic_id` LowCardinality(String) COMMENT 'Kafka\'s id of the raw topic: a recreated topic has another id' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'partition of the raw record' CODEC(Delta, ZSTD(1)),
    `_offset` Int64 COMMENT 'offset of the raw record' CODEC(Delta, ZSTD(1)),
    `_row` Int32 COMMENT 'position of the row in its raw record, from 0' CODEC(Delta, ZSTD(1)),
    `_ingested_at` DateTime64(3, 'UTC') COMMENT 'the raw record\'s own timestamp' CODEC(Delta, ZSTD(1)),
    INDEX row_offsets (`_partition`, intDiv(`_offset`, 16384)) TYPE set(0) GRANULARITY 1000000000
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(`ts`)
ORDER BY (`device`, `ts`, `_topic_id`, `_partition`, `_offset`, `_row`)
SETTINGS non_replicated_deduplication_window = 10000, deduplicate_merge_projection_mode = 'rebuild', enable_block_number_column = 1
COMMENT 'Created by Arrowgate'
