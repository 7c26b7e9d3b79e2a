-- Creates a table whose rows replace earlier rows with the same key: alerts, dead letters.
CREATE TABLE IF NOT EXISTS {{table}}
(
    {{columns}}
)
ENGINE = ReplacingMergeTree({{version}})
PARTITION BY {{partition_by}}
ORDER BY ({{order_by}})
