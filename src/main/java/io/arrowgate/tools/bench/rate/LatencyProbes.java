package io.arrowgate.tools.bench.rate;

import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.JobSettings;
import io.arrowgate.tools.bench.run.EventShape;
import io.arrowgate.tools.bench.run.ProbeAlerts;
import io.arrowgate.tools.load.LoadGenerator;
import io.arrowgate.tools.load.synthetic.LatencyProbeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Measures the latency of rows and alerts with probes: twenty readings a second, of which every other one fires an alert. */
final class LatencyProbes {
    private static final int PER_SECOND = 20;
    /** The reading between two probes of a device resolves the alert. */
    private static final int EVERY = 2;

    private static final int DEVICES = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private final JobSettings settings;
    private final EventShape shape;
    private final String topic;
    private final String table;
    private final Duration length;

    LatencyProbes(JobSettings settings, EventShape shape, String topic, String table, Duration length) {
        this.settings = settings;
        this.shape = shape;
        this.topic = topic;
        this.table = table;
        this.length = length;
    }

    /**
     * Holds the latencies of rows and alerts.
     *
     * @param rows until visible in ClickHouse
     * @param alerts until consumed from the topic; without probes if the job has no alerts
     */
    record Latencies(Latency rows, Latency alerts) {
        static final Latencies NONE = new Latencies(Latency.NONE, Latency.NONE);

        /** Throws if a row was not visible in time. */
        void requireAllRows() {
            if (rows.unseen() > 0) {
                throw new IllegalStateException(
                        "%d of %d probes have no row after %d s: the job cannot keep up with the rate"
                                .formatted(rows.unseen(), rows.probes(), PATIENCE.toSeconds()));
            }
        }
    }

    /** Describes a visible probe. Two of a device may have the same time, if the load generator catches up after a pause. */
    private record Probe(int partition, long offset, long producedMillis) {}

    /** Sends probes for a while, in addition to other load, and waits for their rows and alerts for a limited time. */
    Latencies measure() throws Exception {
        boolean alerting = settings.alerts().enabled();
        List<Long> rowMillis = new ArrayList<>();
        List<Long> alertMillis = new ArrayList<>();
        Set<Probe> visible = new HashSet<>();
        Instant start = Instant.now();
        LatencyProbeSource probes = new LatencyProbeSource(DEVICES, EVERY, Clock.systemUTC());
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings.clickHouse());
                ProbeAlerts alerts = alerting ? new ProbeAlerts(settings) : null;
                LoadGenerator load = new LoadGenerator(
                        settings.kafka().bootstrapServers(),
                        settings.kafka().clientProperties(),
                        List.of(new LoadGenerator.Load(shape.adapt(probes), topic, PER_SECOND)))) {
            boolean sending = true;
            while ((sending
                            || visible.size() < load.acknowledged()
                            || (alerting && alertMillis.size() < probes.probes()))
                    && Instant.now().isBefore(start.plus(length).plus(PATIENCE))) {
                if (sending && Instant.now().isAfter(start.plus(length))) {
                    load.stop();
                    sending = false;
                }
                if (alerting) {
                    for (Instant produced : alerts.poll(POLL)) {
                        alertMillis.add(
                                Duration.between(produced, Instant.now()).toMillis());
                    }
                } else {
                    TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
                }
                for (Probe probe : probeRows(queries, start)) {
                    if (visible.add(probe)) {
                        rowMillis.add(System.currentTimeMillis() - probe.producedMillis());
                    }
                }
            }
            return new Latencies(
                    Latency.of(rowMillis, load.acknowledged(), PATIENCE),
                    Latency.of(alertMillis, alerting ? probes.probes() : 0, PATIENCE));
        }
    }

    /** Returns the times of the probes that are visible. The device is the first column of the table's key, so few rows are read. */
    private List<Probe> probeRows(ClickHouseJdbcSession queries, Instant start) throws Exception {
        return queries
                .rows(
                        "SELECT _partition, _offset, toUnixTimestamp64Milli(ts) AS millis FROM %s WHERE startsWith(device, 'probe-') AND ts >= fromUnixTimestamp64Milli(%d)"
                                .formatted(
                                        SqlQuoting.table(settings.clickHouse().database(), table),
                                        start.toEpochMilli()))
                .stream()
                .map(row -> new Probe(
                        ((Number) row.get("_partition")).intValue(),
                        ((Number) row.get("_offset")).longValue(),
                        ((Number) row.get("millis")).longValue()))
                .toList();
    }
}
