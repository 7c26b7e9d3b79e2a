package io.arrowgate.report;

import io.arrowgate.clickhouse.Sql;
import io.arrowgate.clickhouse.TableColumn;
import io.arrowgate.clickhouse.TableColumns;
import io.arrowgate.stream.ColumnDefinition;
import io.arrowgate.stream.ColumnType;
import io.arrowgate.stream.RollUp;
import io.arrowgate.stream.StreamDefinition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The columns that derived tables share. None of them is null: a text that is missing is empty. */
final class DerivedColumns {
    private DerivedColumns() {}

    static List<TableColumn> key(StreamDefinition stream) {
        return stream.seriesKey().stream()
                .map(name -> column(stream, name, "series key"))
                .toList();
    }

    /** Labels, and whatever roll-ups are grouped by, in the stream's order, without the key. */
    static List<TableColumn> carried(StreamDefinition stream) {
        Set<String> wanted = new LinkedHashSet<>(stream.labels());
        for (RollUp rollUp : stream.rollUps()) {
            wanted.addAll(rollUp.by());
        }
        return stream.columns().stream()
                .map(ColumnDefinition::name)
                .filter(name -> wanted.contains(name) && !stream.seriesKey().contains(name))
                .map(name -> column(stream, name, "of the reading"))
                .toList();
    }

    static TableColumn column(StreamDefinition stream, String name, String comment) {
        ColumnDefinition column = stream.column(name);
        String type = TableColumns.plainType(column.type());
        return new TableColumn(name, column.dictionary() ? "LowCardinality(" + type + ")" : type, "ZSTD(1)", comment);
    }

    /** The column of the stream's own table, as it is in a derived one. */
    static String notNull(StreamDefinition stream, String name) {
        ColumnDefinition column = stream.column(name);
        if (column.required()) {
            return Sql.name(name);
        }
        String missing = column.type() == ColumnType.STRING ? "''" : "toDate32('1970-01-01')";
        return "ifNull(%s, %s)".formatted(Sql.name(name), missing);
    }
}
