-- Lists the rows of a batch that are in the table, with duplicates. The range of event time limits the parts to read.
SELECT `_partition` AS p, `_offset` AS o, {{row}} AS r
FROM {{table}}
WHERE `_topic_id` = {{topic_id}}
    AND ({{ranges}})
    AND {{event_time}} BETWEEN {{earliest}} AND {{latest}}
