-- Lists partition, offset and row of the archived rows between two rows of one partition.
SELECT * FROM (
    SELECT `_partition`, arrayJoin(range(greatest(`first_offset`, {{first}}), least(`last_offset`, {{last}}) + 1)) AS `_offset`, `_row`
    FROM {{archived_offsets}}
    WHERE {{of_topic}}
        AND `_partition` = {{partition}}
        AND `first_offset` <= {{last}}
        AND `last_offset` >= {{first}})
WHERE (`_offset`, `_row`) BETWEEN {{first_row}} AND {{last_row}}
