package io.arrowgate.clickhouse.commit;

import static java.util.stream.Collectors.joining;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.clickhouse.ddl.ArchiveTables;
import io.arrowgate.clickhouse.ddl.OffsetIndex;
import io.arrowgate.clickhouse.ddl.TableSchema;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.stream.StreamDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Renders the names and queries of a stream's table. {@link OffsetIndex} serves the row check and the high-watermark query. */
public final class BronzeTable {
    private static final SqlTemplate ROW_CHECK = SqlTemplate.resource("clickhouse/row_check");
    private static final SqlTemplate HIGH_WATER = SqlTemplate.resource("clickhouse/high_water");

    private static final String TOPIC_ID = SqlQuoting.name(LineageColumns.TOPIC_ID);
    private static final String PARTITION = SqlQuoting.name(LineageColumns.PARTITION);
    private static final String OFFSET = SqlQuoting.name(LineageColumns.OFFSET);
    private static final String ROW = SqlQuoting.name(LineageColumns.ROW);

    private final String database;
    private final String tableName;
    private final String table;
    private final InsertColumns columns;
    private final String eventTime;

    public BronzeTable(String database, StreamDefinition stream) {
        this.database = database;
        tableName = stream.clickhouse().table();
        table = SqlQuoting.table(database, tableName);
        columns = new InsertColumns(stream);
        eventTime = SqlQuoting.name(stream.eventTime().column());
    }

    /** Returns the quoted name with its database. */
    String name() {
        return table;
    }

    /** Returns the unquoted name without its database. */
    String unquotedName() {
        return tableName;
    }

    /**
     * Returns the quoted column list for an insert of the batch.
     *
     * @param hasRowColumn false for a table of version 0.1.0 that was not upgraded
     * @throws RequestFailedException if the batch lacks a required column
     */
    List<String> columns(BatchId batch, ArrowPayload bytes, boolean hasRowColumn) throws RequestFailedException {
        return columns.of(batch, bytes, hasRowColumn);
    }

    /**
     * Renders the query of the highest offset of each partition at or above given ones, archived rows included, for {@link HighestOffsets}.
     *
     * @param from lowest offset to consider, by partition
     */
    public String highWaterQuery(String topicId, Map<Integer, Long> from) {
        SortedMap<Integer, Long> sorted = new TreeMap<>(from);
        return HIGH_WATER
                .with("table", table)
                .with("max_rows", String.valueOf(HighestOffsets.MAX_ROWS))
                .with("topic_id", SqlQuoting.text(topicId))
                .with(
                        "ranges",
                        sorted.entrySet().stream()
                                .map(range -> "%s = %d AND %s >= %d AND %s"
                                        .formatted(
                                                PARTITION,
                                                range.getKey(),
                                                OFFSET,
                                                range.getValue(),
                                                OffsetIndex.atOrAbove(range.getValue())))
                                .collect(joining(" OR ")))
                .with("archived", ArchiveTables.highestRemovedOffsets(database, tableName, topicId, sorted.keySet()))
                .render();
    }

    /** Renders the query of the table's definition, for {@link TableSchema}. */
    String schemaQuery() {
        return TableSchema.query(database, tableName);
    }

    /** Returns the columns whose type cannot hold every value of the stream, with both types. */
    Map<String, String> incompatibleTypes(Map<String, String> types) {
        return columns.incompatibleColumns(types);
    }

    /**
     * Renders a condition that selects the rows of the batch.
     *
     * @param hasRowColumn false for a table of version 0.1.0 that was not upgraded
     */
    String rowsOf(BatchId id, boolean hasRowColumn) {
        return "%s = %s AND (%s)".formatted(TOPIC_ID, SqlQuoting.text(id.topicId()), within(id, hasRowColumn));
    }

    /** Renders the query of the table's own deduplication window (one int64); 0 if the table does not set it. */
    String deduplicationWindowQuery() {
        return ("SELECT toInt64OrZero(any(extract(engine_full, 'replicated_deduplication_window = ([0-9]+)')))"
                        + " FROM system.tables WHERE database = %s AND name = %s")
                .formatted(SqlQuoting.text(database), SqlQuoting.text(tableName));
    }

    /**
     * Renders the row check of batches, with duplicated and archived rows, for {@link RowIdentities}.
     *
     * @param batches batches of one topic id
     * @param hasRowColumn false for a table of version 0.1.0 that was not upgraded: its rows are the only ones of their records
     */
    public String rowCheckQuery(Collection<BatchCommittable> batches, boolean hasRowColumn) {
        String topicId = batches.iterator().next().id().topicId();
        List<RowCheckRange> ranges = RowCheckRange.of(batches);
        String inTable = ROW_CHECK
                .with("table", table)
                .with("topic_id", SqlQuoting.text(topicId))
                .with("row", hasRowColumn ? ROW : "toInt32(0)")
                .with(
                        "ranges",
                        ranges.stream().map(range -> check(range, hasRowColumn)).collect(joining("\n        OR ")))
                .render();
        Stream<String> archived =
                ranges.stream().map(range -> ArchiveTables.removedBetween(database, tableName, topicId, range.rows()));
        return RowIdentities.query(Stream.concat(Stream.of(inTable), archived).collect(joining("\nUNION ALL\n")));
    }

    /** The conditions on index expression and event time limit the parts to read. */
    private String check(RowCheckRange range, boolean hasRowColumn) {
        return "%s AND %s AND %s BETWEEN %s AND %s"
                .formatted(
                        within(range.rows(), hasRowColumn),
                        OffsetIndex.between(
                                range.rows().first().offset(),
                                range.rows().last().offset()),
                        eventTime,
                        instant(range.earliest()),
                        instant(range.latest()));
    }

    private static String within(BatchId id, boolean hasRowColumn) {
        return id.ranges().stream().map(range -> within(range, hasRowColumn)).collect(joining(" OR "));
    }

    /** The condition on offsets alone is for ClickHouse's index. */
    private static String within(RowRange range, boolean hasRowColumn) {
        String offsets = "%s = %d AND %s BETWEEN %d AND %d"
                .formatted(
                        PARTITION,
                        range.partition(),
                        OFFSET,
                        range.first().offset(),
                        range.last().offset());
        return !hasRowColumn
                ? offsets
                : offsets
                        + " AND (%s, %s) BETWEEN %s AND %s"
                                .formatted(
                                        OFFSET,
                                        ROW,
                                        ArchiveTables.position(range.first()),
                                        ArchiveTables.position(range.last()));
    }

    private static String instant(Instant instant) {
        return "fromUnixTimestamp64Micro(%d, 'UTC')".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }
}
