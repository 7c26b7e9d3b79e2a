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
 * Decides when rows are inserted, and goes on trying as long as {@code clickhouse.retry.max-duration} allows.
 *
 * <p>All of it happens on the task's thread; an interrupt ends every wait. Rows wait here, at most {@value #MAX_ROWS} of them,
 * until they are in the table: a connector that has failed still holds rows and half a statement, and is replaced.
 */
final class JdbcRowSinkWriter<T> implements SinkWriter<T> {
    private static final int MAX_ROWS = 1_000;
    private static final Duration MAX_AGE = Duration.ofMillis(200);

    private final ClickHouseSettings settings;
    private final String table;
    private final SupplierWithException<SinkWriter<T>, IOException> connectors;
    private final JdbcConnectionProvider connections;
    private final ProcessingTimeService time;
    private final Counter insertedRows;
    private final RetryMetrics retries;
    private final List<T> waiting = new ArrayList<>();
    private SinkWriter<T> connector;
    private ScheduledFuture<?> due;

    /**
     * @param table quoted, with its database
     * @param connectors makes one that uses the connection; it connects
     * @param connections of the connector
     * @param metrics of the table
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
        waiting.add(row);
        if (waiting.size() == 1) {
            due = time.registerTimer(time.getCurrentProcessingTime() + MAX_AGE.toMillis(), now -> flush(false));
        }
        if (waiting.size() >= MAX_ROWS) {
            flush(false);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (waiting.isEmpty()) {
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
        insertedRows.inc(waiting.size());
        waiting.clear();
    }

    /** Returns null if the rows were inserted, and else why not, once the next attempt is due. */
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
        for (T row : waiting) {
            // The connector has no use for the context.
            connector.write(row, null);
        }
        connector.flush(false);
    }

    private void awaitNext(RetryBackoff retryBackoff, RequestFailedException failure, RequestFailedException earlier)
            throws IOException, InterruptedException {
        String rows = "An insert of %d row(s) into table %s".formatted(waiting.size(), table);
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

    /** Inserts nothing: what is waiting now comes again from the checkpoint. */
    @Override
    public void close() {
        disconnect();
    }
}
