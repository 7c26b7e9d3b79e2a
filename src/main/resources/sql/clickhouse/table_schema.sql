-- Reads one row, also if there is no such table: when its definition was changed last, its columns' types, and the views that read
-- its inserts.
SELECT toInt64(max(toUnixTimestamp(metadata_modification_time))),
    -- A subquery is nullable, which RowBinary writes differently.
    ifNull((SELECT arrayStringConcat(groupArray(concat(name, '\t', type)), '\n') FROM system.columns WHERE database = {{database}} AND table = {{table}}), ''),
    arrayStringConcat(arrayFlatten(groupArray(arrayMap((d, t) -> concat(d, '.', t), dependencies_database, dependencies_table))), '\n')
FROM system.tables WHERE database = {{database}} AND name = {{table}}
