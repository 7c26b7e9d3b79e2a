package io.arrowgate.report.derived;

import static java.util.stream.Collectors.toMap;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Divides the parts of a source table into those that a derived table has processed and new ones.
 *
 * <p>Every insert creates parts with block numbers above all earlier ones, and a merge keeps the greatest block number. So a part is
 * processed if its block number is at most the greatest of the last refresh. If the table keeps the block numbers of rows when it merges
 * parts, the new rows of a part merged from processed and new parts are known. Otherwise all its rows count as new.
 *
 * @param partitions with new parts, the one with the greatest id first: ids of partitions by time grow with time
 * @param gonePartitions ids of partitions that lost processed parts
 */
record SourceParts(List<Partition> partitions, List<String> gonePartitions) {
    /**
     * Describes a partition with new parts.
     *
     * @param block greatest block number
     * @param processed greatest processed block number
     * @param processedParts names of its processed parts
     * @param mixedParts names of parts that were merged from processed and new ones and have the block number of each row
     * @param newRows rows in all but its processed parts, including duplicates
     * @param age time since the part with that block was created, by an insert or a merge
     */
    record Partition(
            String id,
            long block,
            long processed,
            List<String> processedParts,
            List<String> mixedParts,
            long newRows,
            Duration age) {}

    /**
     * Reads the parts of some partitions.
     *
     * @param processed greatest processed block number, by partition id
     */
    static SourceParts read(ClickHouseJdbcSession queries, String database, String table, Map<String, Long> processed)
            throws SQLException {
        // The data version is the mutation's number in a mutated part, and the least block number in others. Mutations
        // and blocks have the same counter.
        List<Map<String, Object>> parts = queries.rows("""
                SELECT partition_id, name, toInt64(greatest(max_block_number, data_version)) AS block, rows,
                    toInt64(data_version) AS first_block, greatest(toInt64(now() - modification_time), 0) AS age,
                    (SELECT count() FROM system.tables WHERE database = %1$s AND name = %2$s
                        AND engine_full LIKE '%%enable_block_number_column = 1%%') AS keeps_blocks
                FROM system.parts WHERE active AND database = %1$s AND table = %2$s AND partition_id IN (%3$s)""".formatted(
                        SqlQuoting.text(database), SqlQuoting.text(table), SourcePortion.texts(processed.keySet())));
        Map<String, List<Map<String, Object>>> byPartition = new TreeMap<>(Comparator.reverseOrder());
        for (Map<String, Object> part : parts) {
            byPartition
                    .computeIfAbsent((String) part.get("partition_id"), none -> new ArrayList<>())
                    .add(part);
        }
        List<String> gone = new ArrayList<>();
        List<Partition> fresh = new ArrayList<>();
        processed.forEach((partition, block) -> {
            if (!byPartition.containsKey(partition) || newest(byPartition.get(partition)) < block) {
                gone.add(partition);
            }
        });
        byPartition.forEach((id, own) -> {
            Partition partition = partition(id, own, gone.contains(id) ? 0 : processed.get(id));
            if (partition.newRows() > 0) {
                fresh.add(partition);
            }
        });
        return new SourceParts(fresh, gone);
    }

    private static Partition partition(String id, List<Map<String, Object>> parts, long processed) {
        List<String> processedParts = new ArrayList<>();
        List<String> mixedParts = new ArrayList<>();
        long newRows = 0;
        for (Map<String, Object> part : parts) {
            if (number(part, "block") <= processed) {
                processedParts.add((String) part.get("name"));
            } else {
                // Nothing is processed yet if the number is 0, which a replicated table's first block also has.
                boolean keepsBlocks = number(part, "keeps_blocks") > 0;
                if (keepsBlocks && processed > 0 && number(part, "first_block") <= processed) {
                    mixedParts.add((String) part.get("name"));
                }
                newRows += number(part, "rows");
            }
        }
        long block = newest(parts);
        long age = parts.stream()
                .filter(part -> number(part, "block") == block)
                .mapToLong(part -> number(part, "age"))
                .min()
                .orElse(0);
        return new Partition(id, block, processed, processedParts, mixedParts, newRows, Duration.ofSeconds(age));
    }

    private static long newest(List<Map<String, Object>> parts) {
        return parts.stream().mapToLong(part -> number(part, "block")).max().orElse(0);
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    long newRows() {
        return partitions.stream().mapToLong(Partition::newRows).sum();
    }

    /** Returns the greatest block number of each partition with new parts. */
    Map<String, Long> blocks() {
        return partitions.stream().collect(toMap(Partition::id, Partition::block));
    }

    /** Returns a time in which nothing was inserted into the partitions with new parts. */
    Duration age() {
        return partitions.stream()
                .map(Partition::age)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Returns the block numbers to record for gone partitions of which nothing is left. */
    Map<String, Long> goneBlocks() {
        Map<String, Long> blocks = new HashMap<>();
        gonePartitions.forEach(partition -> blocks.put(partition, 0L));
        partitions.forEach(partition -> blocks.remove(partition.id()));
        return blocks;
    }

    /**
     * Returns the new rows in portions, newest partitions first.
     *
     * @param rows a portion has whole partitions, and ends with the one that reaches this number of new rows
     */
    List<SourcePortion> portions(long rows) {
        List<SourcePortion> portions = new ArrayList<>();
        List<Partition> own = new ArrayList<>();
        long ownRows = 0;
        for (Partition partition : partitions) {
            own.add(partition);
            ownRows += partition.newRows();
            if (ownRows >= rows) {
                portions.add(new SourcePortion(own));
                own = new ArrayList<>();
                ownRows = 0;
            }
        }
        if (!own.isEmpty()) {
            portions.add(new SourcePortion(own));
        }
        return portions;
    }
}
