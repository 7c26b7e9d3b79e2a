package io.arrowgate.tools.bench.run;

import io.arrowgate.ArrowgateJob;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Measures the size of the alert state of the whole job after it has read many series. */
public final class AlertStateBenchmark {
    private static final long POLL_MILLIS = 250;

    private final BenchCluster cluster;
    private final JobSettings settings;
    private final JobBenchmark rows;

    public AlertStateBenchmark(BenchCluster cluster, JobSettings settings, StreamDefinition stream) {
        this.cluster = cluster;
        this.settings = settings;
        rows = new JobBenchmark(cluster, settings, stream);
    }

    public AlertStateMeasurement run(String backend, long series, long events) throws Exception {
        StreamExecutionEnvironment environment = cluster.environment(settings);
        Configuration flink = new Configuration();
        flink.set(StateBackendOptions.STATE_BACKEND, backend);
        flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        environment.configure(flink);
        ArrowgateJob.assemble(environment, settings);
        long startNanos = System.nanoTime();
        JobID job = cluster.submit(environment);
        rows.awaitRows(job, events);
        double seconds = (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        CompletedCheckpointStats checkpoint = awaitIdleCheckpoint(job);
        TaskStateStats alerts = alerts(cluster.graph(job), checkpoint);
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        cluster.cancel(job);
        return new AlertStateMeasurement(
                backend,
                series,
                events / seconds,
                alerts.getStateSize(),
                alerts.getCheckpointedSize(),
                checkpoint.getEndToEndDuration(),
                heap);
    }

    /** Waits for the second checkpoint from now: the first may have started before the input was read. */
    private CompletedCheckpointStats awaitIdleCheckpoint(JobID job) throws Exception {
        long last = newest(job).map(AbstractCheckpointStats::getCheckpointId).orElse(0L);
        Optional<CompletedCheckpointStats> newest = newest(job);
        while (newest.isEmpty() || newest.get().getCheckpointId() < last + 2) {
            if (cluster.hasEnded(job)) {
                cluster.awaitEnd(job);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            newest = newest(job);
        }
        return newest.get();
    }

    private Optional<CompletedCheckpointStats> newest(JobID job) throws Exception {
        return cluster.graph(job).getCheckpointStatsSnapshot().getHistory().getCheckpoints().stream()
                .filter(CompletedCheckpointStats.class::isInstance)
                .map(CompletedCheckpointStats.class::cast)
                .max(Comparator.comparingLong(AbstractCheckpointStats::getCheckpointId));
    }

    private static TaskStateStats alerts(AccessExecutionGraph graph, AbstractCheckpointStats checkpoint) {
        for (AccessExecutionJobVertex vertex : graph.getVerticesTopologically()) {
            if (vertex.getName().startsWith("watch")) {
                return checkpoint.getTaskStateStats(vertex.getJobVertexId());
            }
        }
        throw new IllegalStateException("the job has no alerts");
    }
}
