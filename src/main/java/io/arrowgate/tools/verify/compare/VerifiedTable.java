package io.arrowgate.tools.verify.compare;

import static java.util.stream.Collectors.joining;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.clickhouse.client.ClickHouseClientFactory;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.ddl.ArchiveTables;
import io.arrowgate.clickhouse.ddl.BronzeColumns;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.tools.verify.topic.ArchivedRows;
import io.arrowgate.tools.verify.topic.RawRecordChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Queries the rows of one stream's table, without FINAL. */
public final class VerifiedTable implements AutoCloseable {
    /** Long enough for a deep check, which may scan days of rows. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final StreamDefinition stream;
    private final String database;
    private final String name;
    private final String topicId;
    private final Client client;
    /** See {@link #rowInRecord()}; null until it is needed. */
    private String rowInRecord;

    public VerifiedTable(ClickHouseSettings settings, StreamDefinition stream, String topicId) {
        this.stream = stream;
        this.topicId = topicId;
        database = settings.database();
        name = SqlQuoting.table(settings.database(), stream.clickhouse().table());
        client = ClickHouseClientFactory.client(settings, "arrowgate verify")
                .setSocketTimeout(PATIENCE.toMillis())
                .build();
    }

    /**
     * Bounds the event times of a chunk's records.
     *
     * @param min microseconds since 1970-01-01T00:00:00Z, inclusive
     * @param max inclusive
     */
    record Times(long min, long max) {}

    /** Receives the rows of a response. */
    @FunctionalInterface
    interface Reader {
        void read(RowBinaryReader rows) throws IOException;
    }

    /** Reads offset and position of all rows in the chunk's range, ascending, from the projection by row identity. */
    void identities(RawRecordChunk chunk, Reader reader) throws Exception {
        String sql = "SELECT `_offset`, %s AS r FROM %s WHERE %s ORDER BY `_offset`, r"
                .formatted(rowInRecord(), name, within(chunk));
        ask(sql, null, reader);
    }

    /** Returns the expression of a row's position in its record. A table of version 0.1.0 has one row for each record. */
    private String rowInRecord() throws Exception {
        if (rowInRecord == null) {
            String hasColumn = "SELECT name FROM system.columns WHERE database = %s AND table = %s AND name = '_row'"
                    .formatted(
                            SqlQuoting.text(database),
                            SqlQuoting.text(stream.clickhouse().table()));
            rowInRecord = texts(hasColumn).isEmpty() ? "toInt32(0)" : "`_row`";
        }
        return rowInRecord;
    }

    /**
     * Reads offset, position and all columns into {@code row}.
     *
     * @param times range of event times to read, which avoids a full scan; null for all
     */
    void values(RawRecordChunk chunk, Times times, RowBuffer row, Reader reader) throws Exception {
        String columns = Stream.concat(
                        Stream.of("`_offset`", rowInRecord() + " AS r"),
                        stream.columns().stream().map(VerifiedTable::nullable))
                .collect(joining(", "));
        String bounds = times == null
                ? ""
                : " AND `%s` BETWEEN %s AND %s"
                        .formatted(stream.eventTime().column(), instant(times.min()), instant(times.max()));
        String sql = "SELECT %s, CAST(`_ingested_at` AS DateTime64(3)) FROM %s WHERE %s%s ORDER BY `_offset`, r"
                .formatted(columns, name, within(chunk), bounds);
        ask(sql, row, reader);
    }

    /** Returns the rows that an archive deleted from the table. */
    public ArchivedRows archived() throws Exception {
        ArchivedRows rows = new ArchivedRows();
        // A database of an earlier version has no such table.
        String exists = "SELECT name FROM system.tables WHERE database = %s AND name = %s"
                .formatted(SqlQuoting.text(database), SqlQuoting.text(ArchiveTables.OFFSETS));
        if (!texts(exists).isEmpty()) {
            String taken =
                    ArchiveTables.removedRanges(database, stream.clickhouse().table(), topicId);
            for (String[] row : texts(taken)) {
                rows.add(
                        Integer.parseInt(row[1]),
                        new OffsetRange(Integer.parseInt(row[0]), Long.parseLong(row[2]), Long.parseLong(row[3])));
            }
        }
        return rows;
    }

    /** Returns the qualified, quoted name of the table. */
    String name() {
        return name;
    }

    /** Reads a short response of names and numbers, which need no escaping, as a list of values per row. */
    List<String[]> texts(String sql) throws Exception {
        QuerySettings settings =
                new QuerySettings().setFormat(ClickHouseFormat.TSV).waitEndOfQuery(true);
        try (QueryResponse answer = ClickHouseClientFactory.query(client, sql, settings)) {
            String text = new String(answer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> line.split("\t", -1)).toList();
        }
    }

    private void ask(String sql, RowBuffer row, Reader reader) throws Exception {
        // Without waitEndOfQuery a failure in the middle would look like a shorter response.
        QuerySettings settings =
                new QuerySettings().setFormat(ClickHouseFormat.RowBinary).waitEndOfQuery(true);
        try (QueryResponse answer = ClickHouseClientFactory.query(client, sql, settings)) {
            reader.read(new RowBinaryReader(stream, answer.getInputStream(), row));
        }
    }

    private String within(RawRecordChunk chunk) {
        return "%s AND `_partition` = %d AND `_offset` >= %d AND `_offset` < %d"
                .formatted(ofTopic(), chunk.partition(), chunk.begin(), chunk.end());
    }

    private String ofTopic() {
        return "`_topic_id` = " + SqlQuoting.text(topicId);
    }

    /** Casts each column to the type of its definition, because an older table may have a wider one. */
    private static String nullable(ColumnDefinition column) {
        return "CAST(`%s` AS Nullable(%s))".formatted(column.name(), BronzeColumns.plainType(column.type()));
    }

    private static String instant(long epochMicros) {
        return "fromUnixTimestamp64Micro(%d, 'UTC')".formatted(epochMicros);
    }

    @Override
    public void close() {
        client.close();
    }
}
