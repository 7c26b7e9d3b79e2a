SELECT p, o, toInt32(n - 1) AS r, if(length(events) = 1, -1, r) AS d, at, event AS v
FROM (SELECT p, o, at, if(startsWith(v, '['), extractAll(v, '[{][^}]*[}]'), [v]) AS events FROM `chaos`.`chaos_raw_sensors`)
ARRAY JOIN events AS event, arrayEnumerate(events) AS n
