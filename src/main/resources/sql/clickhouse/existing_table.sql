-- Reads one row, or none if the table does not exist. Lists are texts with ASCII's separators of records and units, because
-- drivers represent arrays of tuples in different ways.
SELECT engine, engine_full, sorting_key, create_table_query,
    ifNull((
        SELECT arrayStringConcat(groupArray(concat(name, '\x1f', type, '\x1f', default_kind, '\x1f', compression_codec)), '\x1e')
        FROM (
            SELECT name, type, default_kind, compression_codec FROM system.columns
            WHERE database = {{database}} AND table = {{table}} ORDER BY position
        )
    ), '') AS columns,
    ifNull((
        SELECT arrayStringConcat(groupArray(arrayStringConcat(sorting_key, ', ')), '\x1e')
        FROM system.projections WHERE database = {{database}} AND table = {{table}}
    ), '') AS projections,
    toInt64(ifNull((SELECT value FROM system.merge_tree_settings WHERE name = 'replicated_deduplication_window'), '0')) AS replicated_window,
    toInt64(ifNull((SELECT value FROM system.merge_tree_settings WHERE name = 'non_replicated_deduplication_window'), '0')) AS local_window
FROM system.tables WHERE database = {{database}} AND name = {{table}}
