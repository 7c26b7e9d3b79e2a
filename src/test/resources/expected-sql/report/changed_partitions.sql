SELECT derived, partition_id, max(inserted_block) AS newest, sum(processed_block) AS processed
FROM (
    SELECT arrayJoin(map('sensors', ['sensors_1m', 'sensors_1h'])[table]) AS derived, partition_id, toInt64(greatest(max_block_number, data_version)) AS inserted_block, toInt64(0) AS processed_block
    FROM system.parts WHERE active AND database = 'arrowgate' AND table IN ('sensors')
    UNION ALL
    SELECT table AS derived, partition_id, toInt64(0), block FROM `arrowgate`.`derived_progress` FINAL WHERE table IN ('sensors_1m', 'sensors_1h'))
GROUP BY derived, partition_id HAVING newest != processed
