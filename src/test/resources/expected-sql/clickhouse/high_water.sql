SELECT toInt64(sum(c)), toInt64(count()), groupArray((p, o)) FROM (
    SELECT p, max(o) AS o, toInt64(count()) AS c
    FROM (
        SELECT `_partition` AS p, `_offset` AS o
        FROM `arrowgate`.`sensors`
        WHERE `_topic_id` = 'it\'s' AND (`_partition` = 1 AND `_offset` >= 7 AND intDiv(`_offset`, 16384) >= 0 OR `_partition` = 3 AND `_offset` >= 20000 AND intDiv(`_offset`, 16384) >= 1)
        LIMIT 1000000)
    GROUP BY p
    UNION ALL
    SELECT `_partition`, max(`last_offset`), toInt64(0) FROM `arrowgate`.`archived_offsets` WHERE `table` = 'sensors' AND `_topic_id` = 'it\'s' AND `_partition` IN (1, 3) GROUP BY `_partition`)
