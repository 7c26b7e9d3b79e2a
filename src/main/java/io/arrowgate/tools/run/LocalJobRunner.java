package io.arrowgate.tools.run;

import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.console.ShellPath;
import io.arrowgate.tools.console.StopSignal;
import io.arrowgate.tools.live.LivePage;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.local.StackInstance;
import io.arrowgate.tools.local.StreamChanges;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.cluster.RestartReporter;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs the job and the missing servers on this machine until a stop signal. */
public final class LocalJobRunner {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A stop signal ends the pause early, and Flink keeps failures until they are read. */
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter out;
    private final String headline;

    /** @param headline printed once the job has completed a checkpoint */
    public LocalJobRunner(PrintWriter out, String headline) {
        this.out = out;
        this.headline = headline;
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
            out.println("Starting the job …");
            JobSettings settings = stack.jobSettings();
            try (LocalJob job = LocalJob.start(settings, options.get(LocalOptions.FLINK_UI_PORT), out::println);
                    LivePage live =
                            LivePage.start(settings, URI.create(job.uiUrl()), options.get(LocalOptions.LIVE_PORT))) {
                StreamChanges.record(settings).forEach(out::println);
                RestartReporter restarts = job.restartWatch(out::println);
                out.printf("Waiting for the first checkpoint; live page at %s …%n", live.url());
                if (job.awaitFirstCheckpoint(restarts, signal::isRequested)) {
                    print(out, headline, stack, job.uiUrl(), live.url());
                }
                while (!job.hasEnded() && !signal.isRequested()) {
                    restarts.poll();
                    LockSupport.parkNanos(signal, LOOK_NANOS);
                }
                if (job.hasEnded()) {
                    throw new IllegalStateException("the job failed", job.failure());
                }
                out.println("Stopping …");
            }
        }
    }

    /** Prints the addresses of all services. */
    static void print(PrintWriter out, String headline, LocalStack stack, String uiUrl, String liveUrl) {
        JobSettings settings = stack.jobSettings();
        out.println();
        out.println(headline);
        out.printf("  Live page   %s%n", liveUrl);
        out.printf("  Kafka       %s%n", settings.kafka().bootstrapServers());
        out.printf(
                "  ClickHouse  %s  (user %s, database %s)%n",
                settings.clickHouse().url(),
                settings.clickHouse().user(),
                settings.clickHouse().database());
        stack.headerFile()
                .ifPresent(header -> out.printf(
                        "              curl -H @%s '%s/?database=%s' --data-binary 'SHOW TABLES'%n",
                        ShellPath.of(header),
                        settings.clickHouse().url(),
                        settings.clickHouse().database()));
        out.printf("  Flink       %s%n", uiUrl);
        out.printf("  Streams     %s%n", String.join(", ", settings.streams()));
        out.println("Ctrl-C stops it.");
    }
}
