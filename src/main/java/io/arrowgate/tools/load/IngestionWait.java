package io.arrowgate.tools.load;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.console.ProgressDisplay;
import io.arrowgate.tools.load.RecordProducer.OffsetRange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Waits until each sent record is a row of its stream's table, or a dead letter. Dead letters are read from their topic, because the
 * job has a table of them only with {@code reports.enabled}.
 */
public final class IngestionWait implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);
    /** Keeps a query below ClickHouse's {@code max_query_size}. */
    private static final int OFFSETS_PER_QUERY = 10_000;

    private static final int UNKNOWN_TABLE = 60;
    private static final int UNKNOWN_DATABASE = 81;

    private final ClickHouseSettings settings;
    private final StreamDefinition stream;
    private final String topicId;
    private final SentDeadLetters deadLetters;

    /** Creates the wait. Dead letters of records that were sent before do not count. */
    public IngestionWait(KafkaSettings kafka, ClickHouseSettings settings, StreamDefinition stream, String topicId) {
        this(settings, stream, topicId, new SentDeadLetters(kafka, stream.topic()));
    }

    IngestionWait(ClickHouseSettings settings, StreamDefinition stream, String topicId, SentDeadLetters deadLetters) {
        this.settings = settings;
        this.stream = stream;
        this.topicId = topicId;
        this.deadLetters = deadLetters;
    }

    /**
     * Waits for the records.
     *
     * @param sent offsets by partition of the stream's topic
     * @param limit maximum time without progress
     * @param stopped ends the wait early
     * @return whether all records arrived
     * @throws IllegalStateException if none arrived within the limit
     */
    public boolean await(
            Map<Integer, OffsetRange> sent, Duration limit, BooleanSupplier stopped, ProgressDisplay progress)
            throws SQLException {
        long total = sent.values().stream().mapToLong(OffsetRange::size).sum();
        long arrived = -1;
        long since = System.nanoTime();
        try (ClickHouseJdbcSession clickHouse = new ClickHouseJdbcSession(settings)) {
            while (!stopped.getAsBoolean()) {
                long now = arrived(clickHouse, sent, total);
                if (now > arrived) {
                    arrived = now;
                    since = System.nanoTime();
                }
                if (arrived >= total) {
                    return true;
                }
                if (progress.isDue()) {
                    progress.update(arrived, arrived);
                }
                if (System.nanoTime() - since > limit.toNanos()) {
                    throw new IllegalStateException(missing(total - arrived, total, limit));
                }
                deadLetters.read(sent, POLL);
            }
        }
        return false;
    }

    private String missing(long missing, long total, Duration limit) {
        return ("--wait: %,d of %,d records are neither rows of %s nor dead letters, and none was added for %d s; check that the job"
                        + " runs and that its --streams include %s, or give a longer time")
                .formatted(missing, total, stream.clickhouse().table(), limit.toSeconds(), stream.name());
    }

    private long arrived(ClickHouseJdbcSession clickHouse, Map<Integer, OffsetRange> sent, long total) {
        long records = records(
                clickHouse,
                sent.entrySet().stream()
                        .map(range -> "_partition = %d AND _offset BETWEEN %d AND %d"
                                .formatted(
                                        range.getKey(),
                                        range.getValue().first(),
                                        range.getValue().last()))
                        .collect(Collectors.joining(" OR ")));
        long both = records + deadLetters.count();
        // Some elements of a record can be rows, and others dead letters.
        return both < total ? both : both - inBoth(clickHouse, sent);
    }

    private long inBoth(ClickHouseJdbcSession clickHouse, Map<Integer, OffsetRange> sent) {
        long inBoth = 0;
        for (Map.Entry<Integer, OffsetRange> range : sent.entrySet()) {
            List<Long> offsets = deadLetters
                    .offsets(range.getKey(), range.getValue())
                    .boxed()
                    .toList();
            for (int from = 0; from < offsets.size(); from += OFFSETS_PER_QUERY) {
                List<Long> some = offsets.subList(from, Math.min(offsets.size(), from + OFFSETS_PER_QUERY));
                inBoth += records(
                        clickHouse,
                        "_partition = %d AND _offset IN (%s)"
                                .formatted(
                                        range.getKey(),
                                        some.stream().map(String::valueOf).collect(Collectors.joining(", "))));
            }
        }
        return inBoth;
    }

    /** Returns the number of raw records that have rows. */
    private long records(ClickHouseJdbcSession clickHouse, String condition) {
        String sql = "SELECT uniqExact(_partition, _offset) FROM %s.%s WHERE _topic_id = %s AND (%s)"
                .formatted(
                        SqlQuoting.name(settings.database()),
                        SqlQuoting.name(stream.clickhouse().table()),
                        SqlQuoting.text(topicId),
                        condition);
        try {
            return clickHouse.number(sql);
        } catch (SQLException e) {
            if (e.getErrorCode() == UNKNOWN_TABLE || e.getErrorCode() == UNKNOWN_DATABASE) {
                return 0; // The job creates the table at its start.
            }
            throw new IllegalStateException("cannot count the rows of the records", e);
        }
    }

    @Override
    public void close() {
        deadLetters.close();
    }
}
