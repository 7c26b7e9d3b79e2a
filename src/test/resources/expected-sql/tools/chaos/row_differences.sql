SELECT toString((p, o, n, e, a)) AS d
FROM (SELECT p, o, toString((p, o, at, JSONExtractString(v, 'device'), toUnixTimestamp64Micro(parseDateTime64BestEffort(JSONExtractString(v, 'ts'), 6, 'UTC')), JSONExtract(v, 'cpu_used', 'Nullable(Float32)'), JSONExtract(v, 'cpu_free', 'Nullable(Float32)'), JSONExtract(v, 'memory_used', 'Nullable(Float32)'), JSONExtract(v, 'memory_free', 'Nullable(Float32)'), JSONExtract(v, 'run_elapsed_ms', 'Nullable(Int32)'))) AS e FROM `chaos`.`chaos_raw_sensors` WHERE isValidJSON(v) AND JSONHas(v, 'device') AND JSONHas(v, 'ts')) AS x
FULL OUTER JOIN (SELECT _partition AS p, _offset AS o, count() AS n, any(toString((_partition, _offset, toUnixTimestamp64Milli(_ingested_at), device, toUnixTimestamp64Micro(ts), cpu_used, cpu_free, memory_used, memory_free, run_elapsed_ms))) AS a FROM `chaos`.`sensors` GROUP BY p, o) AS y USING (p, o)
WHERE n != 1 OR e != a
ORDER BY p, o
LIMIT 20
