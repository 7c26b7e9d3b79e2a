package io.arrowgate.tools.run;

import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.lease.LeaseManager;
import io.arrowgate.tools.console.StopSignal;
import io.arrowgate.tools.live.LivePage;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.local.StackInstance;
import io.arrowgate.tools.local.StreamChanges;
import io.arrowgate.tools.local.cluster.ClusterJob;
import io.arrowgate.tools.local.cluster.RestartReporter;
import io.arrowgate.tools.local.cluster.StandaloneCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs the job on a standalone Flink cluster of processes on this machine, until the process is asked to stop. */
public final class LocalClusterRunner {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SLOTS = 2;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PrintWriter out;
    private final int taskManagers;

    public LocalClusterRunner(PrintWriter out, int taskManagers) {
        this.out = out;
        this.taskManagers = taskManagers;
    }

    public void runUntilStopped(ResolvedOptions options) throws Exception {
        new PreflightCheck(options, out).check();
        try (StopSignal signal = new StopSignal(PATIENCE)) {
            run(options, signal);
            out.println("Stopped.");
        }
    }

    private void run(ResolvedOptions options, StopSignal signal) throws Exception {
        try (StackInstance instance = StackInstance.claim(options);
                LocalStack stack = LocalStack.start(options, line -> out.println(line + " …"))) {
            instance.record(stack.options());
            out.printf("Starting a JobManager and %d TaskManagers …%n", taskManagers);
            Path dir = stack.dataDir().resolve("cluster");
            StandaloneCluster.Plan plan = new StandaloneCluster.Plan(
                    taskManagers, SLOTS, options.get(LocalOptions.FLINK_UI_PORT), false, Map.of());
            try (StandaloneCluster cluster = StandaloneCluster.start(dir, plan)) {
                // A submission over REST shows no progress and times out early, so wait for the lease here.
                LeaseManager.awaitFree(stack.jobSettings(), out::println);
                out.println("Submitting the job …");
                Path settingsFile = dir.resolve("job.properties");
                try (ClusterJob job =
                        ClusterJob.submit(cluster.jobs(), stack.jobOptions(), settingsFile, taskManagers * SLOTS)) {
                    StreamChanges.record(stack.jobSettings()).forEach(out::println);
                    RestartReporter restarts = job.restartWatch(out::println);
                    try (LivePage live =
                            LivePage.start(stack.jobSettings(), cluster.url(), options.get(LocalOptions.LIVE_PORT))) {
                        out.printf("Waiting for the first checkpoint; live page at %s …%n", live.url());
                        if (job.awaitFirstCheckpoint(restarts, signal::isRequested)) {
                            print(stack, cluster, job, live);
                        }
                        awaitStop(signal, cluster, job, restarts);
                        out.println("Stopping …");
                    }
                }
            }
        }
    }

    private void print(LocalStack stack, StandaloneCluster cluster, ClusterJob job, LivePage live) {
        LocalJobRunner.print(
                out,
                "Arrowgate is running on a cluster of a JobManager and %d TaskManagers".formatted(taskManagers),
                stack,
                cluster.url().toString(),
                live.url());
        job.restoredFrom().ifPresent(state -> out.println("Resumed from " + state + "."));
    }

    /** Polls processes and job, because neither notifies about its end. */
    private void awaitStop(StopSignal signal, StandaloneCluster cluster, ClusterJob job, RestartReporter restarts)
            throws IOException, InterruptedException {
        while (!signal.isRequested()) {
            Optional<String> failure = cluster.failure();
            if (failure.isPresent()) {
                throw new IllegalStateException(failure.get());
            }
            int replaced = cluster.replaceDeadTaskManagers();
            if (replaced > 0) {
                out.printf("Replaced %d failed TaskManagers.%n", replaced);
            }
            restarts.poll();
            if (job.hasEnded()) {
                throw new IllegalStateException("the job ended: " + job.failure());
            }
            LockSupport.parkNanos(signal, LOOK_NANOS);
        }
    }
}
