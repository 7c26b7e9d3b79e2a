package io.arrowgate.report;

import io.arrowgate.common.JobMetricGroups;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.stream.StreamDefinition;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the reports' tables up to date at each tick, on a thread of its own: neither ticks nor checkpoints wait for it.
 *
 * <p>It has no state: what is to be done follows from the tables. So trouble here holds up nothing and fails nothing; it is told
 * (log, metric {@code reportFailures}), and the next refresh does what this one did not.
 */
public final class DerivedTableRefreshScheduler extends ProcessFunction<Long, Void> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(DerivedTableRefreshScheduler.class);
    /** After a refresh the server has at least so many times as long for other things. */
    private static final int REST = 4;

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final Duration MAX_CLOSING = Duration.ofSeconds(10);

    private final ClickHouseSettings settings;
    private final List<StreamDefinition> streams;
    private transient ExecutorService thread;
    private transient Future<?> running;
    private transient Counter refreshes;
    private transient Counter failures;
    private transient volatile DerivedTableRefresh connected;
    private transient volatile long notBefore;
    private transient volatile long lastMillis;
    private transient Instant lastLogged;

    public DerivedTableRefreshScheduler(ClickHouseSettings settings, List<StreamDefinition> streams) {
        this.settings = settings;
        this.streams = List.copyOf(streams);
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup group = JobMetricGroups.group(getRuntimeContext().getMetricGroup());
        refreshes = group.counter("reportRefreshes");
        failures = group.counter("reportFailures");
        group.gauge("reportRefreshMillis", (Gauge<Long>) () -> lastMillis);
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread refreshing = new Thread(task, "refresh reports");
            refreshing.setDaemon(true);
            return refreshing;
        });
        lastLogged = Instant.MIN;
        notBefore = System.nanoTime();
    }

    @Override
    public void processElement(Long tick, Context context, Collector<Void> out) {
        boolean free = running == null || running.isDone();
        if (free && System.nanoTime() - notBefore >= 0) {
            running = thread.submit(this::refresh);
        }
    }

    private void refresh() {
        long start = System.nanoTime();
        try {
            if (connected == null) {
                connected = new DerivedTableRefresh(settings);
            }
            for (StreamDefinition stream : streams) {
                connected.refresh(stream, DerivedTableRefreshScheduler::logLong);
            }
            refreshes.inc();
        } catch (SQLException | RuntimeException e) {
            disconnect();
            failures.inc();
            logFailure(e);
        }
        long took = System.nanoTime() - start;
        lastMillis = TimeUnit.NANOSECONDS.toMillis(took);
        notBefore = System.nanoTime() + REST * took;
    }

    private static void logLong(String table, int portion, int portions, long rows) {
        if (portions > 1) {
            LOG.info("{}: {} new rows, portion {} of {}", table, rows, portion + 1, portions);
        }
    }

    private void logFailure(Exception failure) {
        Instant now = Instant.now();
        if (!thread.isShutdown() && (lastLogged.equals(Instant.MIN) || !now.isBefore(lastLogged.plus(LOG_INTERVAL)))) {
            lastLogged = now;
            LOG.warn(
                    "Refreshing the report tables failed and will be retried; inserts continue: {}",
                    failure.toString());
        }
    }

    private void disconnect() {
        DerivedTableRefresh refresh = connected;
        connected = null;
        if (refresh != null) {
            try {
                refresh.close();
            } catch (SQLException | RuntimeException e) {
                LOG.debug("could not close a connection that had failed", e);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (thread != null) {
            thread.shutdownNow();
            disconnect();
            thread.awaitTermination(MAX_CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
