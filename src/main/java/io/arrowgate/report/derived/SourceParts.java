package io.arrowgate.report.derived;

import static java.util.stream.Collectors.joining;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Divides the parts of a source table into those that a derived table has processed and new ones.
 *
 * <p>Every insert creates parts with block numbers above all earlier ones, and a merge keeps the greatest block number. So a part is
 * processed if its block number is at most the greatest of the last refresh. A part merged from processed and new parts is new.
 *
 * @param newPartitions greatest block number of partitions with new parts, by partition id
 * @param gonePartitions ids of partitions that lost processed parts
 * @param processedParts names of the processed parts in {@code newPartitions}
 * @param newRows rows in the new parts, including duplicates
 */
record SourceParts(
        Map<String, Long> newPartitions, List<String> gonePartitions, List<String> processedParts, long newRows) {

    /** @param processed greatest processed block number, by partition id */
    static SourceParts read(ClickHouseJdbcSession queries, String database, String table, Map<String, Long> processed)
            throws SQLException {
        // The data version of a mutated part is the mutation's number, from the same counter as block numbers.
        List<Map<String, Object>> parts =
                queries.rows("""
                SELECT partition_id, name, toInt64(greatest(max_block_number, data_version)) AS block, rows
                FROM system.parts WHERE active AND database = %s AND table = %s""".formatted(SqlQuoting.text(database), SqlQuoting.text(table)));
        Map<String, Long> newest = new TreeMap<>();
        for (Map<String, Object> part : parts) {
            newest.merge((String) part.get("partition_id"), number(part, "block"), Math::max);
        }
        List<String> gone = new ArrayList<>();
        processed.forEach((partition, block) -> {
            if (newest.getOrDefault(partition, 0L) < block) {
                gone.add(partition);
            }
        });
        Map<String, Long> fresh = new LinkedHashMap<>();
        newest.forEach((partition, block) -> {
            if (gone.contains(partition) || block > processed.getOrDefault(partition, 0L)) {
                fresh.put(partition, block);
            }
        });
        List<String> processedParts = new ArrayList<>();
        long rows = 0;
        for (Map<String, Object> part : parts) {
            String partition = (String) part.get("partition_id");
            if (!fresh.containsKey(partition)) {
                continue;
            }
            if (!gone.contains(partition) && number(part, "block") <= processed.getOrDefault(partition, 0L)) {
                processedParts.add((String) part.get("name"));
            } else {
                rows += number(part, "rows");
            }
        }
        return new SourceParts(fresh, gone, processedParts, rows);
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    /**
     * Returns the condition for rows of new parts, including parts inserted or merged since. It may include processed rows, but
     * excludes only processed rows.
     */
    String condition() {
        String partitions =
                newPartitions.keySet().stream().map(SqlQuoting::text).collect(joining(", "));
        String condition = "_partition_id IN (" + partitions + ")";
        return processedParts.isEmpty()
                ? condition
                : condition + " AND _part NOT IN ("
                        + processedParts.stream().map(SqlQuoting::text).collect(joining(", ")) + ")";
    }
}
