-- Reads the highest offset of each partition at or above a given one, archived rows included. Reads a limited number of rows.
SELECT toInt64(sum(c)), toInt64(count()), groupArray((p, o)) FROM (
    SELECT p, max(o) AS o, toInt64(count()) AS c
    FROM (
        SELECT `_partition` AS p, `_offset` AS o
        FROM {{table}}
        WHERE `_topic_id` = {{topic_id}} AND ({{ranges}})
        LIMIT {{max_rows}})
    GROUP BY p
    UNION ALL
    {{archived}})
