package io.arrowgate.clickhouse.ddl;

import static java.util.stream.Collectors.joining;

import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.TableOptions;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Writes the statements that make tables. */
public final class TableDdl {
    /** How many blocks the server remembers, so that an insert that arrives late is known to be a repeat. */
    public static final int DEDUPLICATION_WINDOW = 10_000;
    /** The comment of a stream's table by which the job knows that it is of its own making, so that it may recreate it. */
    static final String CREATED_BY_JOB = "Created by Arrowgate";
    /** What one row is, in the order in which a topic hands rows out. */
    static final List<String> ROW_IDENTITY =
            List.of(LineageColumns.TOPIC_ID, LineageColumns.PARTITION, LineageColumns.OFFSET);

    private static final SqlTemplate STREAM_TABLE = SqlTemplate.resource("clickhouse/stream_table");
    private static final SqlTemplate ROW_TABLE = SqlTemplate.resource("clickhouse/row_table");

    private static final String INDENT = ",\n    ";

    private TableDdl() {}

    public static String createDatabase(String database) {
        return "CREATE DATABASE IF NOT EXISTS " + SqlQuoting.name(database);
    }

    /**
     * Repeats of a row collapse in merges; two different rows never do, because the sorting key ends in the row
     * identity.
     */
    public static String createTable(String database, StreamDefinition stream) {
        return STREAM_TABLE
                .with("table", SqlQuoting.table(database, stream.clickhouse().table()))
                .with("columns", declarations(BronzeColumns.of(stream)))
                .with("projections", String.join(INDENT, projections(stream)))
                .with("partition_by", stream.clickhouse().partitionBy())
                .with("order_by", names(Stream.concat(stream.clickhouse().orderBy().stream(), ROW_IDENTITY.stream())))
                .with("ttl", ttl(stream))
                .with("deduplication_window", String.valueOf(DEDUPLICATION_WINDOW))
                .with("storage_policy", storagePolicy(stream))
                .with("comment", SqlQuoting.text(CREATED_BY_JOB))
                .render();
    }

    static String createTable(String database, ReplacingTable layout) {
        return ROW_TABLE
                .with("table", SqlQuoting.table(database, layout.name()))
                .with("columns", declarations(layout.columns()))
                .with("version", SqlQuoting.name(layout.version()))
                .with("partition_by", layout.partitionBy())
                .with("order_by", names(layout.orderBy().stream()))
                .render();
    }

    private static String declarations(List<TableColumn> columns) {
        return columns.stream().map(TableColumn::ddl).collect(joining(INDENT));
    }

    /** An insert of one row, with a question mark for each value. */
    public static String insertRow(String database, ReplacingTable layout) {
        return "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(
                        SqlQuoting.table(database, layout.name()),
                        names(layout.columns().stream().map(TableColumn::name)),
                        String.join(", ", Collections.nCopies(layout.columns().size(), "?")));
    }

    static String addColumn(String database, String table, TableColumn column) {
        return "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s".formatted(SqlQuoting.table(database, table), column.ddl());
    }

    /**
     * What the row check and the high-water query read in place of the table; the table sorts by series, they do not.
     */
    private static List<String> projections(StreamDefinition stream) {
        String identity = names(ROW_IDENTITY.stream());
        return List.of(
                "PROJECTION row_identity (SELECT %s, %s ORDER BY %s)"
                        .formatted(identity, SqlQuoting.name(stream.eventTime().column()), identity),
                "PROJECTION high_water (SELECT %1$s, %2$s, max(%3$s) GROUP BY %1$s, %2$s)"
                        .formatted(
                                SqlQuoting.name(LineageColumns.TOPIC_ID),
                                SqlQuoting.name(LineageColumns.PARTITION),
                                SqlQuoting.name(LineageColumns.OFFSET)));
    }

    private static String ttl(StreamDefinition stream) {
        TableOptions options = stream.clickhouse();
        if (options.ttl() == null) {
            return "";
        }
        String action = options.ttlVolume() == null ? "DELETE" : "TO VOLUME " + SqlQuoting.text(options.ttlVolume());
        return "TTL toDateTime(%s) + toIntervalSecond(%d) %s\n"
                .formatted(
                        SqlQuoting.name(stream.eventTime().column()),
                        options.ttl().toSeconds(),
                        action);
    }

    private static String storagePolicy(StreamDefinition stream) {
        String policy = stream.clickhouse().storagePolicy();
        return policy == null ? "" : ", storage_policy = " + SqlQuoting.text(policy);
    }

    private static String names(Stream<String> columns) {
        return columns.map(SqlQuoting::name).collect(joining(", "));
    }
}
