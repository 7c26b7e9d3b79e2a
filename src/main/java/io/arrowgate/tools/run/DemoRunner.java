package io.arrowgate.tools.run;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.config.AlertSettings;
import io.arrowgate.config.JobSettings;
import io.arrowgate.report.ReportReader;
import io.arrowgate.report.derived.DerivedTableRefresh;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.console.ProgressDisplay;
import io.arrowgate.tools.load.LoadGenerator;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Runs a demo on a running job: produces events, prints a status line per second, and reconciles every record. */
public final class DemoRunner {
    private static final Duration DRAIN_LIMIT = MachineSpeed.seconds(60);
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JobSettings settings;
    private final LocalJob job;
    private final PrintWriter out;
    private final BooleanSupplier stopped;
    private final StreamDefinition sensors = StreamDefinitions.builtIn("sensors");
    private final StreamDefinition turnstiles = StreamDefinitions.builtIn("turnstiles");

    /** @param stopped stops the load early, once true and the thread is unparked */
    public DemoRunner(JobSettings settings, LocalJob job, PrintWriter out, BooleanSupplier stopped) {
        this.settings = settings;
        this.job = job;
        this.out = out;
        this.stopped = stopped;
    }

    /** Produces events for {@code duration} and returns the reconciliation of every stream. */
    public Map<String, DemoStreamSummary> run(Duration duration) throws Exception {
        AlertSettings alerts = settings.alerts();
        List<String> topics = new ArrayList<>(List.of(
                sensors.arrow().topic(),
                turnstiles.arrow().topic(),
                settings.kafka().deadLettersTopic()));
        if (alerts.enabled()) {
            topics.add(alerts.topic());
            DemoRules.send(settings);
        }
        try (TopicEndOffsets offsets = new TopicEndOffsets(settings.kafka());
                ClickHouseJdbcSession clickHouse = new ClickHouseJdbcSession(settings.clickHouse());
                CommittedRowCounter tally = new CommittedRowCounter(
                        settings.kafka().bootstrapServers(),
                        settings.kafka().clientProperties(),
                        topics,
                        alerts.topic())) {
            List<StreamReconciliation> watches = new ArrayList<>();
            for (StreamDefinition stream : List.of(sensors, turnstiles)) {
                watches.add(
                        new StreamReconciliation(stream, settings.clickHouse().database(), offsets));
            }
            DemoStatusLine line = new DemoStatusLine(out, watches, clickHouse, offsets, tally);
            try (LoadGenerator load = DemoLoad.start(settings.kafka(), sensors.topic(), turnstiles.topic(), duration)) {
                flow(line, load, duration);
                load.stop();
            }
            drain(watches, clickHouse, offsets, tally);
            Map<String, DemoStreamSummary> summaries = new LinkedHashMap<>();
            for (StreamReconciliation watch : watches) {
                summaries.put(watch.name(), watch.summary(clickHouse, offsets, tally));
            }
            DemoReport report = new DemoReport(out);
            if (settings.reports().enabled()) {
                refresh();
                try (ReportReader reports = new ReportReader(settings.clickHouse())) {
                    report.busiestStations(reports);
                    report.busiestDevices(reports);
                }
            }
            if (alerts.enabled()) {
                report.alerts(clickHouse, settings.clickHouse().database(), alerts.table(), tally.alerts());
            }
            report.reconciliation(summaries);
            return summaries;
        }
    }

    /** Refreshes derived tables now, because the job's next refresh may be seconds away. */
    private void refresh() throws SQLException {
        try (DerivedTableRefresh refresh = new DerivedTableRefresh(settings.clickHouse())) {
            for (StreamDefinition stream : List.of(sensors, turnstiles)) {
                refresh.refresh(stream, (table, portion, portions, rows) -> {});
            }
        }
    }

    private void flow(DemoStatusLine line, LoadGenerator load, Duration duration) throws Exception {
        long end = System.nanoTime() + duration.toNanos();
        while (end - System.nanoTime() > 0 && !stopped.getAsBoolean()) {
            waitUntil(Math.min(end, System.nanoTime() + TICK_NANOS));
            failIfEnded();
            line.print(load.acknowledged());
        }
    }

    /** Polls Kafka and ClickHouse until every record is a row or a dead letter. */
    private void drain(
            List<StreamReconciliation> watches,
            ClickHouseJdbcSession clickHouse,
            TopicEndOffsets offsets,
            CommittedRowCounter tally)
            throws Exception {
        out.println("Draining …");
        long total = 0;
        for (StreamReconciliation watch : watches) {
            total += watch.records(offsets);
        }
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        try (ProgressDisplay progress = new ProgressDisplay("rows and dead letters", total, out)) {
            boolean complete = false;
            while (!complete && System.nanoTime() < deadline) {
                failIfEnded();
                tally.poll();
                complete = true;
                for (StreamReconciliation watch : watches) {
                    complete &= watch.isComplete(clickHouse, offsets, tally);
                }
                if (progress.isDue()) {
                    long arrived = 0;
                    for (StreamReconciliation watch : watches) {
                        arrived += watch.arrived(clickHouse, offsets, tally);
                    }
                    progress.update(arrived, arrived);
                }
            }
        }
    }

    private void failIfEnded() throws InterruptedException {
        if (job.hasEnded()) {
            throw new IllegalStateException("the job failed", job.failure());
        }
    }

    private void waitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            if (stopped.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }
}
