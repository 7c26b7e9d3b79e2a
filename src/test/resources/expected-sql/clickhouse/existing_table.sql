SELECT engine, engine_full, sorting_key, create_table_query,
    ifNull((
        SELECT arrayStringConcat(groupArray(concat(name, '\x1f', type, '\x1f', default_kind, '\x1f', compression_codec)), '\x1e')
        FROM (
            SELECT name, type, default_kind, compression_codec FROM system.columns
            WHERE database = 'arrow\'gate' AND table = 'sensors' ORDER BY position
        )
    ), '') AS columns,
    ifNull((
        SELECT arrayStringConcat(groupArray(arrayStringConcat(sorting_key, ', ')), '\x1e')
        FROM system.projections WHERE database = 'arrow\'gate' AND table = 'sensors'
    ), '') AS projections,
    toInt64(ifNull((SELECT value FROM system.merge_tree_settings WHERE name = 'replicated_deduplication_window'), '0')) AS replicated_window,
    toInt64(ifNull((SELECT value FROM system.merge_tree_settings WHERE name = 'non_replicated_deduplication_window'), '0')) AS local_window
FROM system.tables WHERE database = 'arrow\'gate' AND name = 'sensors'
