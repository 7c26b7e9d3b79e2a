package io.arrowgate.tools.bench.run;

import io.arrowgate.ArrowgateJob;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Run (b): the whole job, exactly once, to the last row in ClickHouse. */
public final class JobBenchmark {
    private static final long POLL_MILLIS = 250;

    private final BenchCluster cluster;
    private final JobSettings settings;
    private final RowCountPoller rowCountPoller;
    private final RowCountPoller alertCount;

    public JobBenchmark(BenchCluster cluster, JobSettings settings, StreamDefinition stream) {
        this.cluster = cluster;
        this.settings = settings;
        rowCountPoller =
                new RowCountPoller(settings.clickHouse(), stream.clickhouse().table());
        alertCount = new RowCountPoller(settings.clickHouse(), settings.alerts().table());
    }

    public JobMeasurement run(String arrowTopic, long events) throws Exception {
        StreamExecutionEnvironment environment = cluster.environment(settings);
        ArrowgateJob.assemble(environment, settings);
        ProcessMeter meter = new ProcessMeter();
        JobID job = cluster.submit(environment);
        awaitRows(job, events);
        meter.stop();
        CheckpointStats checkpoints = CheckpointStats.of(cluster.graph(job));
        cluster.cancel(job);
        return new JobMeasurement(
                meter.measurement(events),
                ArrowTopicSize.bytesPerRow(settings.kafka(), arrowTopic),
                checkpoints,
                settings.alerts().enabled() ? alertCount.ask() : 0);
    }

    /** ClickHouse does not tell when a row is there, so it is asked. */
    void awaitRows(JobID job, long events) throws Exception {
        long rows = rowCountPoller.ask();
        while (rows < events) {
            if (cluster.hasEnded(job)) {
                cluster.awaitEnd(job);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            rows = rowCountPoller.ask();
        }
        if (rows > events) {
            throw new IllegalStateException("%d rows of %d events".formatted(rows, events));
        }
    }
}
