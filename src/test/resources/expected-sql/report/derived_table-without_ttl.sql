CREATE TABLE IF NOT EXISTS `arrowgate`.`turnstile_increments`
(
    `CA` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
    `UNIT` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
    `SCP` LowCardinality(String) COMMENT 'series key' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'event time of the reading' CODEC(DoubleDelta, ZSTD(1)),
    `since` DateTime64(6, 'UTC') COMMENT 'event time of the reading before; its own if it is the first' CODEC(DoubleDelta, ZSTD(1)),
    `STATION` LowCardinality(String) COMMENT 'of the reading' CODEC(ZSTD(1)),
    `LINENAME` LowCardinality(String) COMMENT 'of the reading' CODEC(ZSTD(1)),
    `DIVISION` LowCardinality(String) COMMENT 'of the reading' CODEC(ZSTD(1)),
    `DATE` Date32 COMMENT 'of the reading' CODEC(ZSTD(1)),
    `DESC` LowCardinality(String) COMMENT 'of the reading' CODEC(ZSTD(1)),
    `ENTRIES` Int64 COMMENT 'the register\'s reading' CODEC(Delta, ZSTD(1)),
    `ENTRIES_increment` UInt64 COMMENT 'counted since the reading before; 0 unless plausible' CODEC(ZSTD(1)),
    `ENTRIES_quality` LowCardinality(String) COMMENT 'first, ok, backward, jump or reset: see docs/reports.md' CODEC(ZSTD(1)),
    `ENTRIES_direction` Int8 COMMENT 'the way the register runs: 1 up, -1 down, 0 not known yet' CODEC(ZSTD(1)),
    `EXITS` Int64 COMMENT 'the register\'s reading' CODEC(Delta, ZSTD(1)),
    `EXITS_increment` UInt64 COMMENT 'counted since the reading before; 0 unless plausible' CODEC(ZSTD(1)),
    `EXITS_quality` LowCardinality(String) COMMENT 'first, ok, backward, jump or reset: see docs/reports.md' CODEC(ZSTD(1)),
    `EXITS_direction` Int8 COMMENT 'the way the register runs: 1 up, -1 down, 0 not known yet' CODEC(ZSTD(1)),
    `_topic_id` LowCardinality(String) COMMENT 'Kafka\'s id of the raw topic: a recreated topic has another id' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'partition of the raw record' CODEC(Delta, ZSTD(1)),
    `_offset` Int64 COMMENT 'offset of the raw record' CODEC(Delta, ZSTD(1)),
    `_row` Int32 COMMENT 'position of the row in its raw record, from 0' CODEC(Delta, ZSTD(1)),
    `_version` UInt64 CODEC(ZSTD(1)),
    `_deleted` UInt8 CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(`_version`, `_deleted`)
PARTITION BY toYYYYMM(`event_time`)
ORDER BY (`CA`, `UNIT`, `SCP`, `event_time`)

