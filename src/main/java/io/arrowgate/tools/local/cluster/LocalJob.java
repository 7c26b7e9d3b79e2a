package io.arrowgate.tools.local.cluster;

import io.arrowgate.ArrowgateJob;
import io.arrowgate.FlinkDefaults;
import io.arrowgate.config.JobSettings;
import io.arrowgate.lease.LeaseManager;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.local.process.LoopbackPorts;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the job in a Flink mini-cluster in this JVM, with Flink's web UI. */
public final class LocalJob implements AutoCloseable {
    private static final Duration START_LIMIT = MachineSpeed.seconds(60);
    private static final Duration STOP_LIMIT = MachineSpeed.seconds(30);

    private static final long STATUS_POLL_MILLIS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(LocalJob.class);

    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> end;
    private final JobSettings settings;
    private final Lease lease;
    private final Optional<Path> restoredFrom;

    private final SavepointFormatType savepointFormat;
    private final int uiPort;

    private LocalJob(
            JobClient client,
            JobSettings settings,
            Lease lease,
            Optional<Path> restoredFrom,
            SavepointFormatType savepointFormat,
            int uiPort) {
        this.client = client;
        this.settings = settings;
        this.lease = lease;
        this.restoredFrom = restoredFrom;
        this.savepointFormat = savepointFormat;
        end = client.getJobExecutionResult();
        this.uiPort = uiPort;
    }

    /** Starts the job like {@link #start(JobSettings, int, Consumer)}, with progress only in the log. */
    public static LocalJob start(JobSettings settings, int uiPort) throws Exception {
        return start(settings, uiPort, line -> {});
    }

    /**
     * Starts the job and waits until it runs. It resumes from the newest state in its checkpoint directory, if there is one.
     *
     * @param settings with a checkpoint directory on this machine
     * @param uiPort of the web UI on the loopback interface; 0 for any free one
     * @param progress receives a line when the job waits for another instance
     */
    public static LocalJob start(JobSettings settings, int uiPort, Consumer<String> progress) throws Exception {
        return start(settings, new Configuration(), uiPort, progress);
    }

    /**
     * Starts the job like {@link #start(JobSettings, int, Consumer)}, with other options of Flink.
     *
     * @param cluster options that a cluster's configuration would have
     */
    public static LocalJob start(JobSettings settings, Configuration cluster, int uiPort, Consumer<String> progress)
            throws Exception {
        int port = LoopbackPorts.claim(uiPort, "--flink-ui-port");
        Configuration given = new Configuration(cluster);
        Optional<Path> state = RetainedStateFinder.newestBelow(Path.of(URI.create(settings.checkpointDir())));
        state.ifPresent(path -> {
            given.set(StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString());
            given.set(StateRecoveryOptions.RESTORE_MODE, RetainedStateFinder.claimMode(path));
        });
        // Allows the state of removed streams.
        given.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        Configuration flink = new Configuration(given);
        flink.addAll(FlinkDefaults.of(settings, given));
        flink.set(RestOptions.ADDRESS, "127.0.0.1");
        flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        flink.set(RestOptions.PORT, port);
        flink.set(RestOptions.BIND_PORT, Integer.toString(port));
        // By default any web page could read Flink's responses and upload a jar to run.
        flink.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://127.0.0.1:" + port);
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        // By default the blob and data servers listen on every interface.
        flink.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        flink.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
        flink.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, FlinkRestClient.METRICS_AGE);
        // By default REST describes the job as it was up to 3 s ago.
        flink.set(WebOptions.REFRESH_INTERVAL, FlinkRestClient.METRICS_AGE);
        flink.set(RestOptions.ASYNC_OPERATION_STORE_DURATION, FlinkRestClient.RESULT_AGE);
        int slots = Math.max(settings.parallelism(), Runtime.getRuntime().availableProcessors());
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
        environment.setParallelism(slots);
        Lease lease = ArrowgateJob.assemble(environment, settings, progress);
        LocalJob job = new LocalJob(
                environment.executeAsync(settings.jobName()), settings, lease, state, savepointFormat(flink), port);
        try {
            job.awaitRunning();
        } catch (Exception e) {
            job.close();
            throw e;
        }
        return job;
    }

    /**
     * Returns the format of the savepoint with which the job stops. RocksDB's own files are restored in a fraction of the time. State of
     * other backends is written in the format that RocksDB can read as well.
     */
    private static SavepointFormatType savepointFormat(Configuration flink) {
        return StateBackendLoader.ROCKSDB_STATE_BACKEND_NAME.equals(flink.get(StateBackendOptions.STATE_BACKEND))
                ? SavepointFormatType.NATIVE
                : SavepointFormatType.CANONICAL;
    }

    /**
     * Waits for the first completed checkpoint; see {@link FirstCheckpoint#await}. Then deletes the savepoint that the job was restored
     * from.
     *
     * @return false if it was stopped before
     */
    public boolean awaitFirstCheckpoint(RestartReporter restarts, BooleanSupplier stopped)
            throws IOException, InterruptedException {
        try {
            boolean isComplete = new FirstCheckpoint(jobs(), client.getJobID().toString()).await(restarts, stopped);
            if (isComplete) {
                restoredFrom.ifPresent(RetainedStateFinder::deleteSuperseded);
            }
            return isComplete;
        } catch (IOException | LocalStackException e) {
            // REST ends with the job, whose own failure is the better message.
            if (isEnding()) {
                throw new LocalStackException("the job did not start", failure());
            }
            throw e;
        }
    }

    /**
     * Reports failures after which Flink restarts the job.
     *
     * @param output receives a line when the job has failed and restarts
     */
    public RestartReporter restartWatch(Consumer<String> output) {
        return RestartReporter.of(jobs(), client.getJobID().toString(), output);
    }

    private ClusterJobClient jobs() {
        return new ClusterJobClient(new FlinkRestClient(URI.create(uiUrl())));
    }

    /** Returns the address of the web UI. */
    public String uiUrl() {
        return "http://127.0.0.1:" + uiPort;
    }

    public JobClient client() {
        return client;
    }

    /** Returns whether the job has ended, for any reason. */
    public boolean hasEnded() {
        return end.isDone();
    }

    /** Returns true if the job is in a final state, even if its end is not known here yet. */
    private boolean isEnding() {
        try {
            return client.getJobStatus()
                    .handle((status, gone) -> gone != null || status.isTerminalState())
                    .join();
        } catch (IllegalStateException e) {
            return true; // The mini-cluster ends with its only job.
        }
    }

    /** Waits for the end of the job and returns the failure that ended it. */
    public Throwable failure() throws InterruptedException {
        try {
            end.get();
            return new IllegalStateException("the job ended without a failure");
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /**
     * Stops the job with a savepoint, which commits all batches, and waits for its end. If that takes too long, for example
     * because a server is unavailable, the job is cancelled; its last checkpoint is kept.
     */
    @Override
    public void close() throws Exception {
        if (isEnding()) {
            LeaseManager.release(settings, lease);
            return;
        }
        try {
            client.stopWithSavepoint(false, settings.checkpointDir(), savepointFormat)
                    .get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            restoredFrom.ifPresent(RetainedStateFinder::deleteSuperseded);
            awaitEnd();
            LeaseManager.release(settings, lease);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("The job could not be stopped with a savepoint and is cancelled", e);
            cancel();
        }
    }

    /** Cancels the job; its last checkpoint is kept. */
    public void cancel() throws Exception {
        client.cancel().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        awaitEnd();
        LeaseManager.release(settings, lease);
    }

    private void awaitEnd() throws InterruptedException, TimeoutException {
        try {
            end.get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            LOG.debug("A cancelled job has no result", e);
        }
    }

    /** Polls Flink's client until the job runs. */
    private void awaitRunning() throws Exception {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!isEnding() && client.getJobStatus().get() != JobStatus.RUNNING) {
            if (System.nanoTime() > deadline) {
                throw new LocalStackException("the job is not running after " + START_LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(STATUS_POLL_MILLIS);
        }
        if (isEnding()) {
            throw new LocalStackException("the job did not start", failure());
        }
    }
}
