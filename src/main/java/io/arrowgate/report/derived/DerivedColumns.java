package io.arrowgate.report.derived;

import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.BronzeColumns;
import io.arrowgate.clickhouse.ddl.TableColumn;
import io.arrowgate.stream.RollupDefinition;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Builds the columns that derived tables share. They are not nullable: a missing text is empty. */
final class DerivedColumns {
    private DerivedColumns() {}

    static List<TableColumn> key(StreamDefinition stream) {
        return stream.seriesKey().stream()
                .map(name -> column(stream, name, "series key"))
                .toList();
    }

    /** Returns labels and group columns of roll-ups, in the stream's order, without the series key. */
    static List<TableColumn> carriedColumns(StreamDefinition stream) {
        Set<String> wanted = new LinkedHashSet<>(stream.labels());
        for (RollupDefinition rollupDefinition : stream.rollUps()) {
            wanted.addAll(rollupDefinition.by());
        }
        return stream.columns().stream()
                .map(ColumnDefinition::name)
                .filter(name -> wanted.contains(name) && !stream.seriesKey().contains(name))
                .map(name -> column(stream, name, "of the reading"))
                .toList();
    }

    static TableColumn column(StreamDefinition stream, String name, String comment) {
        ColumnDefinition column = stream.column(name);
        String type = BronzeColumns.plainType(column.type());
        return TableColumn.plainColumn(name, column.dictionary() ? "LowCardinality(" + type + ")" : type, comment);
    }

    /** Returns the expression that converts a column of the stream's own table to a non-null one. */
    static String notNull(StreamDefinition stream, String name) {
        ColumnDefinition column = stream.column(name);
        if (column.required()) {
            return SqlQuoting.name(name);
        }
        String missing = column.type() == ColumnType.STRING ? "''" : "toDate32('1970-01-01')";
        return "ifNull(%s, %s)".formatted(SqlQuoting.name(name), missing);
    }
}
