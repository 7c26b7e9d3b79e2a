-- Creates the table of the migrations that were applied.
CREATE TABLE IF NOT EXISTS {{table}}
(
    `name` String,
    `checksum` String COMMENT 'SHA-256 of the statements that were applied',
    `applied_at` DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(`applied_at`)
ORDER BY `name`
