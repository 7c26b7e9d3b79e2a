-- Adds rows that mark as deleted the groups of touched windows that no longer have a row.
SELECT * FROM (
{{windows}}
UNION ALL
SELECT {{columns}}, 1 AS `_deleted` FROM {{target}} FINAL
WHERE ({{series_key}}, `window_start`) IN (SELECT * FROM touched))
ORDER BY {{order_by}}, `_deleted` LIMIT 1 BY {{order_by}}
