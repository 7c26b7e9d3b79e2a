CREATE TABLE IF NOT EXISTS `arrowgate`.`turnstiles`
(
    `CA` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
    `UNIT` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
    `SCP` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
    `STATION` LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    `LINENAME` LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    `DIVISION` LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'event time' CODEC(DoubleDelta, ZSTD(1)),
    `DATE` Date32 COMMENT 'calendar date, America/New_York' CODEC(Delta, ZSTD(1)),
    `TIME` LowCardinality(String) CODEC(ZSTD(1)),
    `DESC` LowCardinality(Nullable(String)) CODEC(ZSTD(1)),
    `ENTRIES` Int64 COMMENT 'cumulative register: traffic is the difference of two readings' CODEC(Delta, ZSTD(1)),
    `EXITS` Int64 COMMENT 'cumulative register: traffic is the difference of two readings' CODEC(Delta, ZSTD(1)),
    `ID` Nullable(String) CODEC(ZSTD(1)),
    `TIMESTAMP` Nullable(DateTime64(6, 'UTC')) CODEC(Delta, ZSTD(1)),
    `_topic_id` LowCardinality(String) COMMENT 'Kafka\'s id of the raw topic: a recreated topic has another id' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'partition of the raw record' CODEC(Delta, ZSTD(1)),
    `_offset` Int64 COMMENT 'offset of the raw record' CODEC(Delta, ZSTD(1)),
    `_row` Int32 COMMENT 'position of the row in its raw record, from 0' CODEC(Delta, ZSTD(1)),
    `_ingested_at` DateTime64(3, 'UTC') COMMENT 'the raw record\'s own timestamp' CODEC(Delta, ZSTD(1)),
    INDEX row_offsets (`_partition`, intDiv(`_offset`, 16384)) TYPE set(0) GRANULARITY 1000000000
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(`event_time`)
ORDER BY (`CA`, `UNIT`, `SCP`, `event_time`, `_topic_id`, `_partition`, `_offset`, `_row`)
SETTINGS non_replicated_deduplication_window = 10000, deduplicate_merge_projection_mode = 'rebuild', enable_block_number_column = 1
COMMENT 'Created by Arrowgate'
