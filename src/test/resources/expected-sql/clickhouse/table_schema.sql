SELECT toInt64(max(toUnixTimestamp(metadata_modification_time))),
    ifNull((SELECT arrayStringConcat(groupArray(concat(name, '\t', type)), '\n') FROM system.columns WHERE database = 'arrow\'gate' AND table = 'sensors'), ''),
    arrayStringConcat(arrayFlatten(groupArray(arrayMap((d, t) -> concat(d, '.', t), dependencies_database, dependencies_table))), '\n')
FROM system.tables WHERE database = 'arrow\'gate' AND name = 'sensors'
