CREATE TABLE IF NOT EXISTS `arrowgate`.`latest`
(
    `key` String COMMENT 'what it\'s of' CODEC(ZSTD(1)),
    `at` DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(`at`)
PARTITION BY toYYYYMM(`at`)
ORDER BY (`key`)
