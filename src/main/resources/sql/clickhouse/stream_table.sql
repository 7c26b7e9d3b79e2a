-- Creates a stream's own table. Parameters ttl (a line) and storage_policy may be empty.
CREATE TABLE IF NOT EXISTS {{table}}
(
    {{columns}},
    INDEX {{index}}
)
ENGINE = ReplacingMergeTree
PARTITION BY {{partition_by}}
ORDER BY ({{order_by}})
{{ttl}}SETTINGS non_replicated_deduplication_window = {{deduplication_window}}, deduplicate_merge_projection_mode = 'rebuild', enable_block_number_column = 1{{storage_policy}}
COMMENT {{comment}}
