-- Finds the partitions whose newest block is not the one that a derived table has processed. Returns no row if nothing was inserted.
SELECT derived, partition_id, max(inserted_block) AS newest, sum(processed_block) AS processed
FROM (
    SELECT arrayJoin(map({{derived_by_source}})[table]) AS derived, partition_id, toInt64(greatest(max_block_number, data_version)) AS inserted_block, toInt64(0) AS processed_block
    FROM system.parts WHERE active AND database = {{database}} AND table IN ({{sources}})
    UNION ALL
    SELECT table AS derived, partition_id, toInt64(0), block FROM {{progress}} FINAL WHERE table IN ({{tables}}))
GROUP BY derived, partition_id HAVING newest != processed
