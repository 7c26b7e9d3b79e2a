-- Creates a table whose columns follow from a stream's definition.
CREATE TABLE IF NOT EXISTS {{table}}
(
    {{columns}},
    `_version` UInt64 CODEC(ZSTD(1)),
    `_deleted` UInt8 CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(`_version`, `_deleted`)
PARTITION BY toYYYYMM({{time}})
ORDER BY ({{order_by}})
{{ttl}}
