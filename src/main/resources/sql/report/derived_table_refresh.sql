-- Inserts recomputed rows, which replace older versions.
INSERT INTO {{table}} ({{columns}}, `_version`, `_deleted`)
SELECT {{columns}}, {{new_version}} AS `_version`, `_deleted` FROM (
{{rows}})
