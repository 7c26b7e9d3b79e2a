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
 * Describes a table that can be archived by day: a stream's own table, or one that is derived from it.
 *
 * @param name without its database
 * @param stream of the table
 * @param time column of event time, UTC
 * @param identity columns that identify a row
 * @param version column of the version among rows of one identity; null for a stream's own table
 * @param classicFields fields of the transit operator's CSV format, as expressions of type String; empty for a table without this
 *     format
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

    /** Returns true for the stream's own table. */
    public boolean isBronzeTable() {
        return version == null;
    }

    /** Returns the tables of streams by name. */
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
        List<String> identity =
                List.of(LineageColumns.TOPIC_ID, LineageColumns.PARTITION, LineageColumns.OFFSET, LineageColumns.ROW);
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

    /** Returns the group columns of a window, the local time of day of its first reading, and the counts. */
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
