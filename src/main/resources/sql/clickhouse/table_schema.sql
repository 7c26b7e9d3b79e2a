-- Reads one row, even if the table does not exist: the last change of its definition, its columns with types, the materialized
-- views that read from it, and what distinguishes it from another table of the name.
SELECT toInt64(max(toUnixTimestamp(metadata_modification_time))),
    -- A subquery is nullable, and RowBinary encodes nullable values differently.
    ifNull((SELECT arrayStringConcat(groupArray(concat(name, '\t', type)), '\n') FROM system.columns WHERE database = {{database}} AND table = {{table}}), ''),
    arrayStringConcat(arrayFlatten(groupArray(arrayMap((d, t) -> concat(d, '.', t), dependencies_database, dependencies_table))), '\n'),
    toString(any({{uuid}})), any(engine), any(comment)
FROM system.tables WHERE database = {{database}} AND name = {{table}}
