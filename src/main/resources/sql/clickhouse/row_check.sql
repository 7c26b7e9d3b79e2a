-- Lists every row of a batch that the table has, duplicates included. The bounds on event time limit the parts that are read.
SELECT `_partition` AS p, `_offset` AS o
FROM {{table}}
WHERE `_topic_id` = {{topic_id}}
    AND ({{ranges}})
    AND {{event_time}} BETWEEN {{earliest}} AND {{latest}}
