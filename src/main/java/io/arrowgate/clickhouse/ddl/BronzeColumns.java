package io.arrowgate.clickhouse.ddl;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.CounterKind;
import java.util.ArrayList;
import java.util.List;

/** Derives the columns of a bronze table from a stream's definition: those of the stream, then the lineage columns. */
public final class BronzeColumns {
    /** Nearly constant steps: the second difference is mostly zero. */
    private static final String STEADY = "DoubleDelta, ZSTD(1)";
    /** Close to the value of the row before, in no regular steps. */
    private static final String CLOSE = "Delta, ZSTD(1)";

    private BronzeColumns() {}

    /** Returns the columns of a stream's table: its own columns, then the lineage columns. */
    public static List<TableColumn> of(StreamDefinition stream) {
        List<TableColumn> columns = new ArrayList<>();
        for (ColumnDefinition column : stream.columns()) {
            columns.add(new TableColumn(column.name(), type(column), codec(stream, column), comment(stream, column)));
        }
        columns.addAll(rowIdentity());
        columns.add(new TableColumn(
                LineageColumns.INGESTED_AT, "DateTime64(3, 'UTC')", CLOSE, "the raw record's own timestamp"));
        return List.copyOf(columns);
    }

    /** Returns the lineage columns that identify a row: those of its raw record, then its position there. */
    public static List<TableColumn> rowIdentity() {
        return List.of(
                TableColumn.plainColumn(
                        LineageColumns.TOPIC_ID,
                        "LowCardinality(String)",
                        "Kafka's id of the raw topic: a recreated topic has another id"),
                new TableColumn(LineageColumns.PARTITION, "Int32", CLOSE, "partition of the raw record"),
                new TableColumn(LineageColumns.OFFSET, "Int64", CLOSE, "offset of the raw record"),
                rowInRecord());
    }

    /** Returns the lineage column of a row's position in its raw record. */
    public static TableColumn rowInRecord() {
        return new TableColumn(LineageColumns.ROW, "Int32", CLOSE, "position of the row in its raw record, from 0");
    }

    private static String type(ColumnDefinition column) {
        String type = plainType(column.type());
        String nullable = column.required() ? type : "Nullable(" + type + ")";
        return column.dictionary() ? "LowCardinality(" + nullable + ")" : nullable;
    }

    private static String codec(StreamDefinition stream, ColumnDefinition column) {
        if (column.name().equals(stream.eventTime().column())) {
            return STEADY;
        }
        return switch (column.type()) {
            case STRING, JSON, BOOLEAN, FLOAT32, FLOAT64 -> TableColumn.PLAIN_CODEC;
            case INT32, INT64, UINT64, DATE, TIMESTAMP -> CLOSE;
        };
    }

    private static String comment(StreamDefinition stream, ColumnDefinition column) {
        List<String> parts = new ArrayList<>();
        if (column.unit() != null) {
            parts.add("unit: " + column.unit());
        }
        if (column.name().equals(stream.eventTime().column())) {
            parts.add("event time");
        }
        if (stream.seriesKey().contains(column.name())) {
            parts.add("series key");
        }
        if (stream.counters() != null && stream.counters().columns().contains(column.name())) {
            boolean register = stream.counters().kind() == CounterKind.CUMULATIVE;
            parts.add(
                    register
                            ? "cumulative register: traffic is the difference of two readings"
                            : "count of this event");
        }
        if (column.type() == ColumnType.DATE) {
            parts.add("calendar date, " + stream.timeZone());
        }
        return String.join("; ", parts);
    }

    /** Returns ClickHouse's type for a column type, without {@code Nullable} and {@code LowCardinality}. */
    public static String plainType(ColumnType type) {
        return switch (type) {
            case STRING, JSON -> "String";
            case BOOLEAN -> "Bool";
            case INT32 -> "Int32";
            case INT64 -> "Int64";
            case UINT64 -> "UInt64";
            case FLOAT32 -> "Float32";
            case FLOAT64 -> "Float64";
            case DATE -> "Date32";
            case TIMESTAMP -> "DateTime64(6, 'UTC')";
        };
    }
}
