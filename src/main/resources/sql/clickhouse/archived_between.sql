-- Lists partition and offset of the archived rows between two offsets of one partition.
SELECT `_partition`, arrayJoin(range(greatest(`first_offset`, {{first}}), least(`last_offset`, {{last}}) + 1))
FROM {{archived_offsets}}
WHERE {{of_topic}}
    AND `_partition` = {{partition}}
    AND `first_offset` <= {{last}}
    AND `last_offset` >= {{first}}
