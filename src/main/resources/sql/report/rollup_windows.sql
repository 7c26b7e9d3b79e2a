-- Computes windows from their rows.
SELECT {{groups}}, {{window}} AS `window_start`, {{measures}}, 0 AS `_deleted`
FROM (
{{rows}})
GROUP BY {{group_columns}}, `window_start`
