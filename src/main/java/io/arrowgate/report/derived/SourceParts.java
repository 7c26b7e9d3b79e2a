package io.arrowgate.report.derived;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import java.sql.SQLException;
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
 * processed if its block number is at most the greatest of the last refresh. A part merged from processed and new parts is new.
 *
 * @param partitions with new parts, the one with the greatest id first: ids of partitions by time grow with time
 * @param gonePartitions ids of partitions that lost processed parts
 */
record SourceParts(List<Partition> partitions, List<String> gonePartitions) {
    /**
     * Describes a partition with new parts.
     *
     * @param block greatest block number
     * @param processedParts names of its processed parts
     * @param newRows rows in its new parts, including duplicates
     * @param rows rows in all parts
     */
    record Partition(String id, long block, List<String> processedParts, long newRows, long rows) {}

    /**
     * Reads the parts of some partitions.
     *
     * @param processed greatest processed block number, by partition id
     */
    static SourceParts read(ClickHouseJdbcSession queries, String database, String table, Map<String, Long> processed)
            throws SQLException {
        // The data version of a mutated part is the mutation's number, from the same counter as block numbers.
        List<Map<String, Object>> parts = queries.rows("""
                SELECT partition_id, name, toInt64(greatest(max_block_number, data_version)) AS block, rows
                FROM system.parts WHERE active AND database = %s AND table = %s AND partition_id IN (%s)""".formatted(
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
        long newRows = 0;
        long rows = 0;
        for (Map<String, Object> part : parts) {
            if (number(part, "block") <= processed) {
                processedParts.add((String) part.get("name"));
            } else {
                newRows += number(part, "rows");
            }
            rows += number(part, "rows");
        }
        return new Partition(id, newest(parts), processedParts, newRows, rows);
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

    /** Returns the number of rows, new or not, in the partitions with new parts. */
    long rows() {
        return partitions.stream().mapToLong(Partition::rows).sum();
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
