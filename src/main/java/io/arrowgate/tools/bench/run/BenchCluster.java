package io.arrowgate.tools.bench.run;

import io.arrowgate.FlinkDefaults;
import io.arrowgate.config.JobSettings;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the jobs of all rounds in one mini-cluster, so that its start is not measured. */
public final class BenchCluster implements AutoCloseable {
    private final MiniCluster cluster;

    public BenchCluster(int slots) throws Exception {
        cluster = MiniClusters.start(slots);
    }

    /** Returns an environment with the job's own Flink settings. */
    StreamExecutionEnvironment environment(JobSettings settings) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.of(settings));
        environment.setParallelism(settings.parallelism());
        return environment;
    }

    JobID submit(StreamExecutionEnvironment environment) throws ExecutionException, InterruptedException {
        return cluster.submitJob(environment.getStreamGraph()).get().getJobID();
    }

    /** Waits for the end of the job and throws if it failed. */
    void awaitEnd(JobID job) throws Exception {
        JobResult result = cluster.requestJobResult(job).get();
        if (result.getSerializedThrowable().isPresent()) {
            throw new IllegalStateException(
                    "the job failed", result.getSerializedThrowable().get());
        }
    }

    boolean hasEnded(JobID job) throws ExecutionException, InterruptedException {
        return cluster.getJobStatus(job).get().isGloballyTerminalState();
    }

    AccessExecutionGraph graph(JobID job) throws ExecutionException, InterruptedException {
        return cluster.getArchivedExecutionGraph(job).get();
    }

    /** Cancels the job and waits for its end. */
    void cancel(JobID job) throws ExecutionException, InterruptedException {
        cluster.cancelJob(job).get();
        cluster.requestJobResult(job).get();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
