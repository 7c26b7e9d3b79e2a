SELECT toInt64(max(toUnixTimestamp(metadata_modification_time))),
    ifNull((SELECT arrayStringConcat(groupArray(concat(name, '\t', type)), '\n') FROM system.columns WHERE database = 'arrow\'gate' AND table = 'sensors'), ''),
    arrayStringConcat(arrayFlatten(groupArray(arrayMap((d, t) -> concat(d, '.', t), dependencies_database, dependencies_table))), '\n'),
    toString(any(if(uuid = toUUIDOrZero(''), toUUIDOrZero(extract(data_paths[1], '/store/[0-9a-f]{3}/([0-9a-f-]{36})/')), uuid))), any(engine), any(comment)
FROM system.tables WHERE database = 'arrow\'gate' AND name = 'sensors'
