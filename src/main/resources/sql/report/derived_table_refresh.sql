-- Inserts recomputed rows, which replace older versions. They have different keys, so collapsing them before the insert would be wasted.
INSERT INTO {{table}} ({{columns}}, `_version`, `_deleted`)
SETTINGS optimize_on_insert = 0
SELECT {{columns}}, {{new_version}} AS `_version`, `_deleted` FROM (
{{rows}})
