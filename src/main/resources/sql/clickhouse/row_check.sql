-- Lists the rows of batches that are in the table, with duplicates.
SELECT `_partition` AS p, `_offset` AS o, {{row}} AS r
FROM {{table}}
WHERE `_topic_id` = {{topic_id}}
    AND ({{ranges}})
