-- Lists the first events that have no row, have several rows, or have one row with other values.
SELECT toString((p, o, r, n, e, a)) AS d
FROM (SELECT p, o, r, {{event_text}} AS e FROM ({{events}}) WHERE {{decodable}}) AS x
FULL OUTER JOIN (SELECT _partition AS p, _offset AS o, toInt32(_row) AS r, count() AS n, any({{row_text}}) AS a FROM {{rows}} GROUP BY p, o, r) AS y USING (p, o, r)
WHERE n != 1 OR e != a
ORDER BY p, o, r
LIMIT {{limit}}
