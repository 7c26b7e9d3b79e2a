-- Adds rows that mark as deleted the groups of touched windows that no longer have a row.
{{windows}}
UNION ALL
SELECT {{columns}}, 1 AS `_deleted` FROM {{target}} FINAL
WHERE `window_start` BETWEEN (SELECT first_window FROM span) AND (SELECT last_window FROM span)
    AND cityHash64({{series_key}}, `window_start`) IN (SELECT * FROM touched)
    AND sipHash128({{order_by}}) NOT IN (
        SELECT sipHash128({{order_by}}) FROM (
            SELECT {{groups}}, {{window}} AS `window_start` FROM (
{{rows}})))
