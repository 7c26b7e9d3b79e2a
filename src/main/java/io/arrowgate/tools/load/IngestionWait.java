package io.arrowgate.tools.load;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.report.DeadLetterTable;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.console.ProgressDisplay;
import io.arrowgate.tools.load.RecordProducer.OffsetRange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Waits until each record of some ranges of offsets is a row of its stream's table, or a dead letter. */
public final class IngestionWait {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int UNKNOWN_TABLE = 60;
    private static final int UNKNOWN_DATABASE = 81;

    private final ClickHouseSettings settings;
    private final StreamDefinition stream;
    private final String topicId;
    private final Map<Integer, OffsetRange> sent;

    /** @param sent offsets by partition of the stream's topic */
    public IngestionWait(
            ClickHouseSettings settings, StreamDefinition stream, String topicId, Map<Integer, OffsetRange> sent) {
        this.settings = settings;
        this.stream = stream;
        this.topicId = topicId;
        this.sent = Map.copyOf(sent);
    }

    /**
     * Waits for the records.
     *
     * @param limit maximum time without progress
     * @param stopped ends the wait early
     * @return whether all records arrived
     * @throws IllegalStateException if none arrived within the limit
     */
    public boolean await(Duration limit, BooleanSupplier stopped, ProgressDisplay progress) throws SQLException {
        long total = sent.values().stream().mapToLong(OffsetRange::size).sum();
        long arrived = -1;
        long since = System.nanoTime();
        try (ClickHouseJdbcSession clickHouse = new ClickHouseJdbcSession(settings)) {
            while (!stopped.getAsBoolean()) {
                long now = arrived(clickHouse);
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
                LockSupport.parkNanos(this, POLL_NANOS);
            }
        }
        return false;
    }

    private String missing(long missing, long total, Duration limit) {
        return ("--wait: %,d of %,d records are neither rows of %s nor dead letters, and none was added for %d s; check that the job"
                        + " runs and that its --streams include %s, or give a longer time")
                .formatted(missing, total, stream.clickhouse().table(), limit.toSeconds(), stream.name());
    }

    private long arrived(ClickHouseJdbcSession clickHouse) throws SQLException {
        String row = "_topic_id = %s AND (%s)".formatted(SqlQuoting.text(topicId), within("_partition", "_offset"));
        String deadLetter =
                "topic = %s AND (%s)".formatted(SqlQuoting.text(stream.topic()), within("`partition`", "`offset`"));
        String rows = "SELECT _partition AS p, _offset AS o FROM %s WHERE %s"
                .formatted(table(stream.clickhouse().table()), row);
        String deadLetters = "SELECT `partition` AS p, `offset` AS o FROM %s WHERE %s"
                .formatted(table(DeadLetterTable.NAME), deadLetter);
        // The job creates the tables at its start, that of dead letters only with reports.enabled.
        return distinct(clickHouse, rows + " UNION ALL " + deadLetters)
                .or(() -> distinct(clickHouse, rows))
                .orElse(0L);
    }

    /** Returns the number of distinct records; empty if a table does not exist. */
    private static Optional<Long> distinct(ClickHouseJdbcSession clickHouse, String records) {
        try {
            return Optional.of(clickHouse.number("SELECT uniqExact(p, o) FROM (%s)".formatted(records)));
        } catch (SQLException e) {
            if (e.getErrorCode() == UNKNOWN_TABLE || e.getErrorCode() == UNKNOWN_DATABASE) {
                return Optional.empty();
            }
            throw new IllegalStateException("cannot count the rows of the records", e);
        }
    }

    private String within(String partition, String offset) {
        return sent.entrySet().stream()
                .map(range -> "%s = %d AND %s BETWEEN %d AND %d"
                        .formatted(
                                partition,
                                range.getKey(),
                                offset,
                                range.getValue().first(),
                                range.getValue().last()))
                .collect(Collectors.joining(" OR "));
    }

    private String table(String name) {
        return SqlQuoting.name(settings.database()) + "." + SqlQuoting.name(name);
    }
}
