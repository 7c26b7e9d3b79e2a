SELECT * FROM (
    SELECT `_partition`, arrayJoin(range(greatest(`first_offset`, 100), least(`last_offset`, 199) + 1)) AS `_offset`, `_row`
    FROM `arrowgate`.`archived_offsets`
    WHERE `table` = 'sensors' AND `_topic_id` = 'it\'s'
        AND `_partition` = 3
        AND `first_offset` <= 199
        AND `last_offset` >= 100)
WHERE (`_offset`, `_row`) BETWEEN (100, 2) AND (199, 0)
