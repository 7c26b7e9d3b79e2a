-- Lists the first raw records that have no row, have several rows, or have one row with other values.
SELECT toString((p, o, n, e, a)) AS d
FROM (SELECT p, o, {{raw_text}} AS e FROM {{raw}} WHERE {{decodable}}) AS x
FULL OUTER JOIN (SELECT _partition AS p, _offset AS o, count() AS n, any({{row_text}}) AS a FROM {{rows}} GROUP BY p, o) AS y USING (p, o)
WHERE n != 1 OR e != a
ORDER BY p, o
LIMIT {{limit}}
