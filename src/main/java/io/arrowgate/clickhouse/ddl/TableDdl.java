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

/** Renders the statements that create databases, tables and columns. */
public final class TableDdl {
    /** Number of blocks whose tokens a table remembers, to deduplicate inserts that arrive late. */
    public static final int DEDUPLICATION_WINDOW = 10_000;
    /** Comment of a stream's table that the job created and may therefore recreate. */
    static final String CREATED_BY_JOB = "Created by Arrowgate";
    /** Columns that identify a raw record, in the order of reading. */
    static final List<String> RECORD_IDENTITY =
            List.of(LineageColumns.TOPIC_ID, LineageColumns.PARTITION, LineageColumns.OFFSET);
    /** Columns that identify a row, in the order of reading. */
    static final List<String> ROW_IDENTITY =
            List.of(LineageColumns.TOPIC_ID, LineageColumns.PARTITION, LineageColumns.OFFSET, LineageColumns.ROW);

    private static final SqlTemplate STREAM_TABLE = SqlTemplate.resource("clickhouse/stream_table");
    private static final SqlTemplate ROW_TABLE = SqlTemplate.resource("clickhouse/row_table");

    private static final String INDENT = ",\n    ";

    private TableDdl() {}

    /** Renders the statement that creates a database. */
    public static String createDatabase(String database) {
        return "CREATE DATABASE IF NOT EXISTS " + SqlQuoting.name(database);
    }

    /**
     * Renders the statement that creates a stream's table. Duplicates collapse in merges. Different rows never do, because the sorting
     * key ends in the row identity.
     */
    public static String createTable(String database, StreamDefinition stream) {
        return STREAM_TABLE
                .with("table", SqlQuoting.table(database, stream.clickhouse().table()))
                .with("columns", declarations(BronzeColumns.of(stream)))
                .with("index", OffsetIndex.ddl())
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

    /** Renders an insert of one row with a JDBC parameter for each value. */
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
     * Renders the statement that adds a column to a table and to the end of its sorting key. ClickHouse extends a key only in the
     * statement that adds the column.
     *
     * @param after column before the added one
     * @param sortingKey as the server reports it
     */
    static String addKeyColumn(String database, String table, TableColumn column, String after, String sortingKey) {
        return "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s AFTER %s, MODIFY ORDER BY (%s, %s)"
                .formatted(
                        SqlQuoting.table(database, table),
                        column.ddl(),
                        SqlQuoting.name(after),
                        sortingKey,
                        SqlQuoting.name(column.name()));
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
