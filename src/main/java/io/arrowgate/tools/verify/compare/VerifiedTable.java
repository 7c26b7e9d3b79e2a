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
import io.arrowgate.tools.verify.topic.OffsetRanges;
import io.arrowgate.tools.verify.topic.RawRecordChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Asks one stream's table for its rows, without FINAL. */
public final class VerifiedTable implements AutoCloseable {
    /** A deep question may have to look through days of rows. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final StreamDefinition stream;
    private final String database;
    private final String name;
    private final String topicId;
    private final Client client;

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
     * Event times of a chunk's records.
     *
     * @param min microseconds since 1970-01-01T00:00:00Z, inclusive
     * @param max inclusive
     */
    record Times(long min, long max) {}

    /** Takes the rows of an answer, one by one. */
    @FunctionalInterface
    interface Reader {
        void read(RowBinaryReader rows) throws IOException;
    }

    /** The offset of every row of the chunk's stretch, ascending; answered from the projection by row identity. */
    void offsets(RawRecordChunk chunk, Reader reader) throws Exception {
        ask("SELECT `_offset` FROM %s WHERE %s ORDER BY `_offset`".formatted(name, within(chunk)), null, reader);
    }

    /**
     * The same with all columns, which {@code row} receives.
     *
     * @param times outside of which no row is looked for, so that not the whole table is read; null for everywhere
     */
    void values(RawRecordChunk chunk, Times times, RowBuffer row, Reader reader) throws Exception {
        String columns = Stream.concat(
                        Stream.of("`_offset`"), stream.columns().stream().map(VerifiedTable::nullable))
                .collect(joining(", "));
        String bounds = times == null
                ? ""
                : " AND `%s` BETWEEN %s AND %s"
                        .formatted(stream.eventTime().column(), instant(times.min()), instant(times.max()));
        String sql = "SELECT %s, CAST(`_ingested_at` AS DateTime64(3)) FROM %s WHERE %s%s ORDER BY `_offset`"
                .formatted(columns, name, within(chunk), bounds);
        ask(sql, row, reader);
    }

    /** The offsets whose rows an archive took out of the table. */
    public OffsetRanges archived() throws Exception {
        OffsetRanges offsets = new OffsetRanges();
        // A database that no job of this version has prepared has no such record.
        String exists = "SELECT name FROM system.tables WHERE database = %s AND name = %s"
                .formatted(SqlQuoting.text(database), SqlQuoting.text(ArchiveTables.OFFSETS));
        if (!texts(exists).isEmpty()) {
            String taken =
                    ArchiveTables.removedRanges(database, stream.clickhouse().table(), topicId);
            for (String[] row : texts(taken)) {
                offsets.add(new OffsetRange(Integer.parseInt(row[0]), Long.parseLong(row[1]), Long.parseLong(row[2])));
            }
        }
        return offsets;
    }

    /** The table's name in SQL, quoted, with its database. */
    String name() {
        return name;
    }

    /** A short answer of names and numbers, which need no escaping: a list of values a row. */
    List<String[]> texts(String sql) throws Exception {
        QuerySettings settings =
                new QuerySettings().setFormat(ClickHouseFormat.TSV).waitEndOfQuery(true);
        try (QueryResponse answer = ClickHouseClientFactory.query(client, sql, settings)) {
            String text = new String(answer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> line.split("\t", -1)).toList();
        }
    }

    private void ask(String sql, RowBuffer row, Reader reader) throws Exception {
        // Without waitEndOfQuery a failure half-way would look like a shorter answer.
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

    /** One type for each column type, whatever wider one an older table has. */
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
