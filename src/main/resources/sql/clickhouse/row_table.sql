-- Creates a table of rows that replace earlier ones of the same key: alerts, dead letters.
CREATE TABLE IF NOT EXISTS {{table}}
(
    {{columns}}
)
ENGINE = ReplacingMergeTree({{version}})
PARTITION BY {{partition_by}}
ORDER BY ({{order_by}})
