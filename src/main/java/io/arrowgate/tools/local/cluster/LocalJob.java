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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job in a Flink mini-cluster of its own in this JVM, with Flink's web UI. */
public final class LocalJob implements AutoCloseable {
    private static final Duration START_LIMIT = MachineSpeed.seconds(60);
    private static final Duration STOP_LIMIT = MachineSpeed.seconds(30);

    private static final long STATUS_POLL_MILLIS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(LocalJob.class);

    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> end;
    private final JobSettings settings;
    private final Lease lease;
    private final int uiPort;

    private LocalJob(JobClient client, JobSettings settings, Lease lease, int uiPort) {
        this.client = client;
        this.settings = settings;
        this.lease = lease;
        end = client.getJobExecutionResult();
        this.uiPort = uiPort;
    }

    /** As {@link #start(JobSettings, int, Consumer)}, reporting to the log alone. */
    public static LocalJob start(JobSettings settings, int uiPort) throws Exception {
        return start(settings, uiPort, line -> {});
    }

    /**
     * Starts the job and waits until it runs. It goes on from the newest state in its checkpoint directory, if there is one.
     *
     * @param settings with a checkpoint directory on this machine
     * @param uiPort of the web UI on the loopback interface; 0 for any free one
     * @param progress gets a line when another instance of the job is waited for
     */
    public static LocalJob start(JobSettings settings, int uiPort, Consumer<String> progress) throws Exception {
        int port = LoopbackPorts.claim(uiPort, "--flink-ui-port");
        Configuration flink = FlinkDefaults.of(settings);
        flink.set(RestOptions.ADDRESS, "127.0.0.1");
        flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        flink.set(RestOptions.PORT, port);
        flink.set(RestOptions.BIND_PORT, Integer.toString(port));
        // Any web page could read Flink's answers, and upload a jar to run, which nothing here needs.
        flink.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://127.0.0.1:" + port);
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        // The servers of blobs and of data would listen on every interface.
        flink.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        flink.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
        flink.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, FlinkRestClient.METRICS_AGE);
        int slots = Math.max(settings.parallelism(), Runtime.getRuntime().availableProcessors());
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        RetainedStateFinder.newestBelow(Path.of(URI.create(settings.checkpointDir())))
                .ifPresent(state -> flink.set(
                        StateRecoveryOptions.SAVEPOINT_PATH, state.toUri().toString()));
        // What it goes on from is the job's own again, to delete when it is outlived.
        flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        // Of streams that are no longer in --streams.
        flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
        environment.setParallelism(slots);
        Lease lease = ArrowgateJob.assemble(environment, settings, progress);
        LocalJob job = new LocalJob(environment.executeAsync(settings.jobName()), settings, lease, port);
        try {
            job.awaitRunning();
        } catch (Exception e) {
            job.close();
            throw e;
        }
        return job;
    }

    /** Waits until every subtask has run for a moment; see {@link ClusterJobClient#awaitSteady}. */
    public void awaitSteady(RestartReporter restarts) throws IOException, InterruptedException {
        try {
            jobs().awaitSteady(client.getJobID().toString(), restarts);
        } catch (IOException | LocalStackException e) {
            // A job that has ended takes Flink's REST along, and knows better why.
            if (client.getJobStatus()
                    .handle((status, gone) -> gone != null || status.isTerminalState())
                    .join()) {
                throw new LocalStackException("the job did not start", failure());
            }
            throw e;
        }
    }

    /**
     * Watches for failures that Flink answers by a restart.
     *
     * @param output takes a line when the job has failed and restarts
     */
    public RestartReporter restartWatch(Consumer<String> output) {
        return RestartReporter.of(jobs(), client.getJobID().toString(), output);
    }

    private ClusterJobClient jobs() {
        return new ClusterJobClient(new FlinkRestClient(URI.create(uiUrl())));
    }

    /** Address of the web UI. */
    public String uiUrl() {
        return "http://127.0.0.1:" + uiPort;
    }

    public JobClient client() {
        return client;
    }

    /** Whether the job has come to an end, by itself or not. */
    public boolean hasEnded() {
        return end.isDone();
    }

    /** What made the job end by itself; waits for it. */
    public Throwable failure() throws InterruptedException {
        try {
            end.get();
            return new IllegalStateException("the job ended without a failure");
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /**
     * Stops the job with a savepoint, so that nothing is left uncommitted, and waits until it is gone. If that takes too long, say
     * because a server is gone already, the job is cancelled; its last checkpoint stays.
     */
    @Override
    public void close() throws Exception {
        if (hasEnded()) {
            LeaseManager.release(settings, lease);
            return;
        }
        try {
            client.stopWithSavepoint(false, settings.checkpointDir(), SavepointFormatType.CANONICAL)
                    .get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            awaitEnd();
            LeaseManager.release(settings, lease);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("The job could not be stopped with a savepoint and is cancelled", e);
            cancel();
        }
    }

    /** Ends the job at once, as an operator may; its last checkpoint stays. */
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

    /** Flink's client tells of a status only when asked. */
    private void awaitRunning() throws Exception {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!hasEnded() && client.getJobStatus().get() != JobStatus.RUNNING) {
            if (System.nanoTime() > deadline) {
                throw new LocalStackException("the job is not running after " + START_LIMIT);
            }
            TimeUnit.MILLISECONDS.sleep(STATUS_POLL_MILLIS);
        }
        if (hasEnded()) {
            throw new LocalStackException("the job did not start", failure());
        }
    }
}
