CREATE TABLE IF NOT EXISTS `arrowgate`.`schema_migrations`
(
    `name` String,
    `checksum` String COMMENT 'SHA-256 of the statements that were applied',
    `applied_at` DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(`applied_at`)
ORDER BY `name`
