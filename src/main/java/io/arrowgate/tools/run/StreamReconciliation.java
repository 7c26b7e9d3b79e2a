package io.arrowgate.tools.run;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.stream.StreamDefinition;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Compares the new records of one stream's raw topic with its rows and dead letters. */
final class StreamReconciliation {
    private final StreamDefinition stream;
    private final String table;
    private final Map<Integer, Long> begin;
    private final List<Long> freshnessMillis = new ArrayList<>();

    StreamReconciliation(StreamDefinition stream, String database, TopicEndOffsets offsets)
            throws ExecutionException, InterruptedException {
        this.stream = stream;
        table = "`%s`.`%s`".formatted(database, stream.clickhouse().table());
        begin = offsets.end(stream.topic());
    }

    String name() {
        return stream.name();
    }

    /** Returns the number of rows since the reconciliation began. */
    long rows(ClickHouseJdbcSession clickHouse, TopicEndOffsets offsets)
            throws SQLException, ExecutionException, InterruptedException {
        return clickHouse.number("SELECT count() FROM %s WHERE %s"
                .formatted(table, window(offsets).condition()));
    }

    /** Records and returns the age of the table's newest row in milliseconds; -1 if the table is empty. */
    long sampleFreshness(ClickHouseJdbcSession clickHouse) throws SQLException {
        long newest = clickHouse.number("SELECT toUnixTimestamp64Milli(max(_ingested_at)) FROM %s".formatted(table));
        if (newest == 0) {
            return -1;
        }
        long behind = Clock.systemUTC().millis() - newest;
        freshnessMillis.add(behind);
        return behind;
    }

    /** Returns whether every record is a row or a dead letter. */
    boolean isComplete(ClickHouseJdbcSession clickHouse, TopicEndOffsets offsets, CommittedRowCounter tally)
            throws SQLException, ExecutionException, InterruptedException {
        CommittedRowCounter.Counts counts = tally.of(stream.name());
        long rows = rows(clickHouse, offsets);
        return rows + counts.deadLetters >= window(offsets).records() && counts.rows >= rows;
    }

    /** Returns the number of records since the reconciliation began. */
    long records(TopicEndOffsets offsets) throws ExecutionException, InterruptedException {
        return window(offsets).records();
    }

    /** Returns the number of rows and dead letters since the reconciliation began. */
    long arrived(ClickHouseJdbcSession clickHouse, TopicEndOffsets offsets, CommittedRowCounter tally)
            throws SQLException, ExecutionException, InterruptedException {
        return rows(clickHouse, offsets) + tally.of(stream.name()).deadLetters;
    }

    DemoStreamSummary summary(ClickHouseJdbcSession clickHouse, TopicEndOffsets offsets, CommittedRowCounter tally)
            throws SQLException, ExecutionException, InterruptedException {
        OffsetWindow window = window(offsets);
        CommittedRowCounter.Counts counts = tally.of(stream.name());
        long rows = rows(clickHouse, offsets);
        long distinct = clickHouse.number(
                "SELECT uniqExact(_partition, _offset, _row) FROM %s WHERE %s".formatted(table, window.condition()));
        return new DemoStreamSummary(
                window.records(),
                rows,
                window.records() - distinct - counts.distinctDeadLetters(),
                rows - distinct + counts.deadLetters - counts.distinctDeadLetters(),
                counts.deadLetters,
                counts.batches,
                counts.rows,
                counts.rows == 0 ? 0 : Math.round(100.0 * counts.bytes / counts.rows) / 100.0,
                median(freshnessMillis));
    }

    private OffsetWindow window(TopicEndOffsets offsets) throws ExecutionException, InterruptedException {
        return offsets.since(stream.topic(), begin);
    }

    private static long median(List<Long> values) {
        if (values.isEmpty()) {
            return -1;
        }
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
