package io.arrowgate.report.derived;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.stream.RollupDefinition;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A table whose rows belong to days: a stream's own, or one that is derived from it.
 *
 * @param name without its database
 * @param stream that it is of
 * @param time column of event time, UTC
 * @param identity columns by which two rows are the same one
 * @param version column by which the newest of rows of one identity is known; null in a stream's own table
 * @param classicFields a row as the operator's CSV has it, an expression of type String for each field; empty for a table that has
 *     no such form
 */
public record DayTable(
        String name,
        StreamDefinition stream,
        String time,
        List<String> identity,
        String version,
        List<String> classicFields) {
    public DayTable {
        identity = List.copyOf(identity);
        classicFields = List.copyOf(classicFields);
    }

    /** Whether it is the stream's own table. */
    public boolean isBronzeTable() {
        return version == null;
    }

    /** The tables of streams, by name. */
    public static Map<String, DayTable> of(Collection<StreamDefinition> streams) {
        Map<String, DayTable> tables = new LinkedHashMap<>();
        for (StreamDefinition stream : streams) {
            own(stream, tables);
            for (DerivedTable derived : DerivedTables.of(stream)) {
                if (derived instanceof SilverTable silver) {
                    tables.put(silver.name(), derived(stream, silver));
                }
            }
        }
        return tables;
    }

    private static void own(StreamDefinition stream, Map<String, DayTable> tables) {
        List<String> identity = List.of(LineageColumns.TOPIC_ID, LineageColumns.PARTITION, LineageColumns.OFFSET);
        String name = stream.clickhouse().table();
        tables.put(name, new DayTable(name, stream, stream.eventTime().column(), identity, null, List.of()));
    }

    private static DayTable derived(StreamDefinition stream, SilverTable table) {
        List<String> classic = stream.rollUps().stream()
                .filter(rollupDefinition ->
                        stream.counters() != null && rollupDefinition.table().equals(table.name()))
                .findFirst()
                .map(rollupDefinition -> classic(stream, rollupDefinition))
                .orElse(List.of());
        return new DayTable(table.name(), stream, table.timeColumn(), table.orderBy(), SilverTable.VERSION, classic);
    }

    /** What rows of a window have in common, the first reading's time of day where it was taken, and the counts. */
    private static List<String> classic(StreamDefinition stream, RollupDefinition rollupDefinition) {
        List<String> fields = new ArrayList<>();
        for (String column : rollupDefinition.by()) {
            boolean date = stream.column(column).type() == ColumnType.DATE;
            fields.add(date ? "formatDateTime(`" + column + "`, '%m-%d-%y')" : "toString(`" + column + "`)");
        }
        fields.add(
                "formatDateTime(`first_time`, '%H:%i:%S', '" + stream.timeZone().getId() + "')");
        Stream<String> counts = stream.counters().columns().stream().map("toString(`%s`)"::formatted);
        return Stream.concat(fields.stream(), counts).toList();
    }
}
