package io.arrowgate.clickhouse.rows;

import io.arrowgate.clickhouse.client.FailureKind;
import io.arrowgate.clickhouse.client.RequestFailedException;
import io.arrowgate.clickhouse.client.RetryBackoff;
import io.arrowgate.clickhouse.client.RetryMetrics;
import io.arrowgate.clickhouse.client.Sleeper;
import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.function.SupplierWithException;

/**
 * Buffers rows, flushes them by number and age, and retries inserts for {@code clickhouse.retry.max-duration}.
 *
 * <p>The buffer holds at most {@value #MAX_ROWS} rows until they are in the table. A connector that failed may still hold rows and parts
 * of a statement, so it is replaced. Everything runs on the task thread; an interrupt ends every wait.
 */
final class JdbcRowSinkWriter<T> implements SinkWriter<T> {
    private static final int MAX_ROWS = 1_000;
    private static final Duration MAX_AGE = Duration.ofSeconds(1);

    private final ClickHouseSettings settings;
    private final String table;
    private final SupplierWithException<SinkWriter<T>, IOException> connectors;
    private final JdbcConnectionProvider connections;
    private final ProcessingTimeService time;
    private final Counter insertedRows;
    private final RetryMetrics retries;
    private final List<T> buffer = new ArrayList<>();
    private SinkWriter<T> connector;
    private ScheduledFuture<?> due;

    /**
     * @param table quoted, with its database
     * @param connectors creates a connector's writer, which connects
     * @param connections provides the connector's connection
     * @param metrics metric group of the table
     */
    JdbcRowSinkWriter(
            ClickHouseSettings settings,
            String table,
            SupplierWithException<SinkWriter<T>, IOException> connectors,
            JdbcConnectionProvider connections,
            ProcessingTimeService time,
            MetricGroup metrics) {
        this.settings = settings;
        this.table = table;
        this.connectors = connectors;
        this.connections = connections;
        this.time = time;
        insertedRows = metrics.counter("insertedRows");
        retries = new RetryMetrics(metrics);
    }

    @Override
    public void write(T row, Context context) throws IOException, InterruptedException {
        buffer.add(row);
        if (buffer.size() == 1) {
            due = time.registerTimer(time.getCurrentProcessingTime() + MAX_AGE.toMillis(), now -> flush(false));
        }
        if (buffer.size() >= MAX_ROWS) {
            flush(false);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (buffer.isEmpty()) {
            return;
        }
        due.cancel(false);
        RetryBackoff retryBackoff =
                new RetryBackoff(settings, Sleeper.SLEEP, InstantSource.system(), RandomGenerator.getDefault());
        RequestFailedException failure = attempt(null, retryBackoff);
        while (failure != null) {
            disconnect();
            failure = attempt(failure, retryBackoff);
        }
        retries.retryEnded();
        insertedRows.inc(buffer.size());
        buffer.clear();
    }

    /** Inserts the buffer. Returns null on success; otherwise waits until the next attempt is due and returns the failure. */
    private RequestFailedException attempt(RequestFailedException earlier, RetryBackoff retryBackoff)
            throws IOException, InterruptedException {
        try {
            insert();
            return null;
        } catch (IOException | RuntimeException e) {
            if (ExceptionUtils.findThrowable(e, InterruptedException.class).isPresent()) {
                throw (InterruptedException) new InterruptedException("interrupted during an insert").initCause(e);
            }
            RequestFailedException failure = RequestFailedException.ofJdbc(e);
            awaitNext(retryBackoff, failure, earlier);
            return failure;
        }
    }

    private void insert() throws IOException, InterruptedException {
        if (connector == null) {
            connector = connectors.get();
        }
        for (T row : buffer) {
            // The connector does not use the context.
            connector.write(row, null);
        }
        connector.flush(false);
    }

    private void awaitNext(RetryBackoff retryBackoff, RequestFailedException failure, RequestFailedException earlier)
            throws IOException, InterruptedException {
        String rows = "An insert of %d row(s) into table %s".formatted(buffer.size(), table);
        boolean rejected = failure.kind() == FailureKind.BATCH_CONTENT && failure.isSameServerError(earlier);
        if (rejected || failure.kind() == FailureKind.PERMANENT) {
            throw new IOException(
                    "%s is rejected by ClickHouse: %s".formatted(rows, failure.messageWithRemedy()), failure);
        }
        retries.retryScheduled(failure.retryCause());
        if (!retryBackoff.awaitNext(rows, failure.messageWithRemedy())) {
            throw new IOException(
                    "%s was retried for %s (clickhouse.retry.max-duration): %s"
                            .formatted(rows, settings.retryMaxDuration(), failure.finalMessage()),
                    failure);
        }
    }

    private void disconnect() {
        connector = null;
        connections.closeConnection();
    }

    /** Drops the buffer: after a restore, Flink processes its rows again. */
    @Override
    public void close() {
        disconnect();
    }
}
