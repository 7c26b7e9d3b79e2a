SELECT toInt64(max(toUnixTimestamp(metadata_modification_time))), ifNull((SELECT arrayStringConcat(groupArray(concat(name, '	', type)), '
') FROM system.columns WHERE database = 'arrow\'gate' AND table = 'sensors'), ''), arrayStringConcat(arrayFlatten(groupArray(arrayMap((d, t) -> concat(d, '.', t), dependencies_database, dependencies_table))), '
') FROM system.tables WHERE database = 'arrow\'gate' AND name = 'sensors'
