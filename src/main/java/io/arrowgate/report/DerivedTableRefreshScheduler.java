package io.arrowgate.report;

import io.arrowgate.common.JobMetricGroups;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.report.derived.RefreshSchedule;
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
 * Refreshes the derived tables at each tick, on a separate thread that blocks neither ticks nor checkpoints.
 *
 * <p>Stateless: the tables record what is to be refreshed. A failed refresh does not affect the job. It is logged and counted in
 * metric {@code reportFailures}, and the next refresh catches up.
 */
public final class DerivedTableRefreshScheduler extends ProcessFunction<Long, Void> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(DerivedTableRefreshScheduler.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final ClickHouseSettings settings;
    private final List<StreamDefinition> streams;
    private transient ExecutorService thread;
    private transient Future<?> running;
    private transient Counter refreshes;
    private transient Counter failures;
    private transient volatile DerivedTableRefresh connected;
    private transient RefreshSchedule schedule;
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
        schedule = new RefreshSchedule(System::nanoTime);
        group.gauge("reportLagSeconds", (Gauge<Double>) schedule::lagSeconds);
        group.gauge("reportPendingRows", (Gauge<Long>) schedule::pendingRows);
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread refreshing = new Thread(task, "refresh reports");
            refreshing.setDaemon(true);
            return refreshing;
        });
        lastLogged = Instant.MIN;
    }

    @Override
    public void processElement(Long tick, Context context, Collector<Void> out) {
        boolean idle = running == null || running.isDone();
        if (idle) {
            running = thread.submit(this::refresh);
        }
    }

    private void refresh() {
        long start = System.nanoTime();
        try {
            if (connected == null) {
                connected = new DerivedTableRefresh(settings);
            }
            if (connected.refresh(streams, schedule, DerivedTableRefreshScheduler::logPortion)) {
                lastMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            }
            refreshes.inc();
        } catch (SQLException | RuntimeException e) {
            disconnect();
            failures.inc();
            logFailure(e);
        }
    }

    private static void logPortion(String table, int portion, int portions, long rows) {
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
                LOG.debug("Closing a failed connection failed", e);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (thread != null) {
            thread.shutdownNow();
            disconnect();
            thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
