package io.arrowgate.clickhouse.commit;

import static java.util.stream.Collectors.joining;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.LineageColumns;
import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.clickhouse.ddl.ArchiveTables;
import io.arrowgate.clickhouse.ddl.TableSchema;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.stream.StreamDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Names a bronze table and what is asked of it, in SQL; both queries are answered from the table's projections. */
public final class BronzeTable {
    private static final SqlTemplate ROW_CHECK = SqlTemplate.resource("clickhouse/row_check");
    private static final SqlTemplate HIGH_WATER = SqlTemplate.resource("clickhouse/high_water");

    private static final String TOPIC_ID = SqlQuoting.name(LineageColumns.TOPIC_ID);
    private static final String PARTITION = SqlQuoting.name(LineageColumns.PARTITION);
    private static final String OFFSET = SqlQuoting.name(LineageColumns.OFFSET);

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

    /** Quoted, with its database. */
    String name() {
        return table;
    }

    /** As it is, without its database. */
    String unquotedName() {
        return tableName;
    }

    /**
     * The columns that an insert of the batch names, quoted.
     *
     * @throws RequestFailedException if the batch lacks one that the stream requires
     */
    List<String> columns(BatchId batch, ArrowPayload bytes) throws RequestFailedException {
        return columns.of(batch, bytes);
    }

    /** Highest offset of each of the partitions that has rows, or had some that were archived, for {@link RowIdentities}. */
    public String highWaterQuery(String topicId, Collection<Integer> partitions) {
        return RowIdentities.query(HIGH_WATER
                .with("table", table)
                .with("topic_id", SqlQuoting.text(topicId))
                .with(
                        "partitions",
                        partitions.stream().sorted().map(String::valueOf).collect(joining(", ")))
                .with("archived", ArchiveTables.highestRemovedOffsets(database, tableName, topicId, partitions))
                .render());
    }

    /** The table's definition, as {@link TableSchema} reads it. */
    String schemaQuery() {
        return TableSchema.query(database, tableName);
    }

    /** The columns that have a type which does not hold every value of the stream's, with both types. */
    Map<String, String> incompatibleTypes(Map<String, String> types) {
        return columns.incompatibleColumns(types);
    }

    /** A condition that holds for the rows of the batch. */
    String rowsOf(BatchId id) {
        return "%s = %s AND (%s)"
                .formatted(
                        TOPIC_ID,
                        SqlQuoting.text(id.topicId()),
                        id.ranges().stream().map(BronzeTable::within).collect(joining(" OR ")));
    }

    /** One row in any case: how many tokens the table remembers (int64), as far as the table itself says; 0 if it does not. */
    String deduplicationWindowQuery() {
        return ("SELECT toInt64OrZero(any(extract(engine_full, 'replicated_deduplication_window = ([0-9]+)')))"
                        + " FROM system.tables WHERE database = %s AND name = %s")
                .formatted(SqlQuoting.text(database), SqlQuoting.text(tableName));
    }

    /** Every row of the batch that the table has, repeats included, or that was archived, for {@link RowIdentities}. */
    public String rowCheckQuery(BatchCommittable batch) {
        BatchId id = batch.id();
        String inTable = ROW_CHECK
                .with("table", table)
                .with("topic_id", SqlQuoting.text(id.topicId()))
                .with("ranges", id.ranges().stream().map(BronzeTable::within).collect(joining(" OR ")))
                .with("event_time", eventTime)
                .with("earliest", instant(batch.eventTimeMin()))
                .with("latest", instant(batch.eventTimeMax()))
                .render();
        Stream<String> archived = id.ranges().stream().map(range -> taken(id, range));
        return RowIdentities.query(Stream.concat(Stream.of(inTable), archived).collect(joining("\nUNION ALL\n")));
    }

    private String taken(BatchId id, OffsetRange range) {
        return ArchiveTables.removedBetween(
                database, tableName, id.topicId(), range.partition(), range.first(), range.last());
    }

    private static String within(OffsetRange range) {
        return "%s = %d AND %s BETWEEN %d AND %d"
                .formatted(PARTITION, range.partition(), OFFSET, range.first(), range.last());
    }

    private static String instant(Instant instant) {
        return "fromUnixTimestamp64Micro(%d, 'UTC')".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }
}
