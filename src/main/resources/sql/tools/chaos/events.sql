-- Lists the events of raw records: r is the position of the expected row, d that of a dead letter, -1 if it is for the whole record.
SELECT p, o, toInt32(n - 1) AS r, if(length(events) = 1, -1, r) AS d, at, event AS v
FROM (SELECT p, o, at, {{events}} AS events FROM {{raw}})
ARRAY JOIN events AS event, arrayEnumerate(events) AS n
