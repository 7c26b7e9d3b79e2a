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
 * The parts of a source's table, divided into those that a derived table has taken in and the new ones.
 *
 * <p>Every insert makes parts with block numbers above all earlier ones, whatever it inserts and whoever sends it; merging parts
 * keeps the greatest of their numbers. So a part is taken in if its number is not above the greatest that was there the last time.
 * A part that was merged from both kinds is new as a whole.
 *
 * @param newPartitions partitions with new parts: their greatest block number, by partition id
 * @param gonePartitions ids of partitions whose parts that were taken in are no longer all there
 * @param taken names of the parts of {@code newPartitions} that were taken in
 * @param newRows in the new parts, repeated ones included
 */
record SourceParts(Map<String, Long> newPartitions, List<String> gonePartitions, List<String> taken, long newRows) {

    /** @param takenIn greatest block number that was taken in, by partition id */
    static SourceParts read(ClickHouseJdbcSession queries, String database, String table, Map<String, Long> takenIn)
            throws SQLException {
        // A part that a mutation has changed has the mutation's number, out of the same counter, as its data version.
        List<Map<String, Object>> parts =
                queries.rows("""
                SELECT partition_id, name, toInt64(greatest(max_block_number, data_version)) AS block, rows
                FROM system.parts WHERE active AND database = %s AND table = %s""".formatted(SqlQuoting.text(database), SqlQuoting.text(table)));
        Map<String, Long> newest = new TreeMap<>();
        for (Map<String, Object> part : parts) {
            newest.merge((String) part.get("partition_id"), number(part, "block"), Math::max);
        }
        List<String> gone = new ArrayList<>();
        takenIn.forEach((partition, block) -> {
            if (newest.getOrDefault(partition, 0L) < block) {
                gone.add(partition);
            }
        });
        Map<String, Long> fresh = new LinkedHashMap<>();
        newest.forEach((partition, block) -> {
            if (gone.contains(partition) || block > takenIn.getOrDefault(partition, 0L)) {
                fresh.put(partition, block);
            }
        });
        List<String> taken = new ArrayList<>();
        long rows = 0;
        for (Map<String, Object> part : parts) {
            String partition = (String) part.get("partition_id");
            if (!fresh.containsKey(partition)) {
                continue;
            }
            if (!gone.contains(partition) && number(part, "block") <= takenIn.getOrDefault(partition, 0L)) {
                taken.add((String) part.get("name"));
            } else {
                rows += number(part, "rows");
            }
        }
        return new SourceParts(fresh, gone, taken, rows);
    }

    private static long number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).longValue();
    }

    /**
     * The condition that rows of new parts meet, and of parts that came or were merged since. What it lets through may have been
     * taken in already; what it leaves out has been.
     */
    String condition() {
        String partitions =
                newPartitions.keySet().stream().map(SqlQuoting::text).collect(joining(", "));
        String condition = "_partition_id IN (" + partitions + ")";
        return taken.isEmpty()
                ? condition
                : condition + " AND _part NOT IN ("
                        + taken.stream().map(SqlQuoting::text).collect(joining(", ")) + ")";
    }
}
