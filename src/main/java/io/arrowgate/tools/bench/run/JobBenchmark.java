package io.arrowgate.tools.bench.run;

import io.arrowgate.ArrowgateJob;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.bench.cpu.ServerCpu;
import io.arrowgate.tools.bench.cpu.ServerCpuMeter;
import io.arrowgate.tools.bench.cpu.ServerPids;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Measures run (b): the whole job, exactly once, to the last row in ClickHouse. */
public final class JobBenchmark {
    private static final long POLL_MILLIS = 250;

    private final BenchCluster cluster;
    private final JobSettings settings;
    private final String table;
    private final RowCountPoller rowCountPoller;
    private final RowCountPoller alertCount;

    public JobBenchmark(BenchCluster cluster, JobSettings settings, StreamDefinition stream) {
        this.cluster = cluster;
        this.settings = settings;
        table = stream.clickhouse().table();
        rowCountPoller = new RowCountPoller(settings.clickHouse(), table);
        alertCount = new RowCountPoller(settings.clickHouse(), settings.alerts().table());
    }

    /**
     * Runs the job until the last row is in ClickHouse, cancels it, and waits for the merges.
     *
     * @param servers whose CPU time is measured
     */
    public JobMeasurement run(ServerPids servers, long events) throws Exception {
        StreamExecutionEnvironment environment = cluster.environment(settings);
        ArrowgateJob.assemble(environment, settings);
        HeldMerges merges = HeldMerges.of(settings.clickHouse(), table, events);
        ServerCpuMeter serverMeter = new ServerCpuMeter(servers);
        JobID job = cluster.submit(environment);
        ProcessMeter meter = new ProcessMeter();
        awaitRows(job, events);
        meter.stop();
        CheckpointStats checkpoints = CheckpointStats.of(cluster.graph(job));
        cluster.cancel(job);
        merges.run();
        serverMeter.awaitMerges();
        ServerCpu serverCpu = serverMeter.usage();
        return new JobMeasurement(
                meter.measurement(events),
                serverCpu,
                checkpoints,
                settings.alerts().enabled() ? alertCount.rowCount() : 0);
    }

    /** Drops the database: merges of these rows would take CPU time from the next run, and dozens of runs fill a disk. */
    public void dropTables() throws SQLException {
        try (ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings.clickHouse())) {
            queries.define(
                    "DROP DATABASE " + SqlQuoting.name(settings.clickHouse().database()));
        }
    }

    /** Polls ClickHouse until it has all rows. */
    void awaitRows(JobID job, long events) throws Exception {
        long rows = rowCountPoller.rowCount();
        while (rows < events) {
            if (cluster.hasEnded(job)) {
                cluster.awaitEnd(job);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            rows = rowCountPoller.rowCount();
        }
        if (rows > events) {
            throw new IllegalStateException(
                    "the job ended with %d rows of %d events in ClickHouse".formatted(rows, events));
        }
    }
}
