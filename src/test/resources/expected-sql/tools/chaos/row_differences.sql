SELECT toString((p, o, r, n, e, a)) AS d
FROM (SELECT p, o, r, toString((p, o, r, at, JSONExtractString(v, 'device'), toUnixTimestamp64Micro(parseDateTime64BestEffort(JSONExtractString(v, 'ts'), 6, 'UTC')), JSONExtract(v, 'cpu_used', 'Nullable(Float32)'), JSONExtract(v, 'cpu_free', 'Nullable(Float32)'), JSONExtract(v, 'memory_used', 'Nullable(Float32)'), JSONExtract(v, 'memory_free', 'Nullable(Float32)'), JSONExtract(v, 'run_elapsed_ms', 'Nullable(Int32)'))) AS e FROM (SELECT p, o, toInt32(n - 1) AS r, if(length(events) = 1, -1, r) AS d, at, event AS v
FROM (SELECT p, o, at, if(startsWith(v, '['), extractAll(v, '[{][^}]*[}]'), [v]) AS events FROM `chaos`.`chaos_raw_sensors`)
ARRAY JOIN events AS event, arrayEnumerate(events) AS n) WHERE isValidJSON(v) AND JSONHas(v, 'device') AND JSONHas(v, 'ts')) AS x
FULL OUTER JOIN (SELECT _partition AS p, _offset AS o, toInt32(_row) AS r, count() AS n, any(toString((_partition, _offset, _row, toUnixTimestamp64Milli(_ingested_at), device, toUnixTimestamp64Micro(ts), cpu_used, cpu_free, memory_used, memory_free, run_elapsed_ms))) AS a FROM `chaos`.`sensors` GROUP BY p, o, r) AS y USING (p, o, r)
WHERE n != 1 OR e != a
ORDER BY p, o, r
LIMIT 20
