package io.arrowgate.tools.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.tools.local.process.LocalStackException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.commons.lang3.StringUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the failures after which Flink restarts a job: the first one immediately, further ones at most once per {@link
 * #PAUSE}.
 */
public final class RestartReporter {
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(RestartReporter.class);

    private final Failures failures;
    private final String failuresUrl;
    private final Consumer<String> output;
    private final LongSupplier nanoClock;
    private long newestMillis;
    private int count;
    private int untold;
    private String reason = "";
    private long toldNanos;

    /** Provides the failures of a job. */
    interface Failures {
        /** Returns Flink's exception history, the newest first. */
        JsonNode history() throws IOException, InterruptedException;
    }

    /** @param failuresUrl page that shows the failures with their stack traces */
    RestartReporter(Failures failures, String failuresUrl, Consumer<String> output, LongSupplier nanoClock) {
        this.failures = failures;
        this.failuresUrl = failuresUrl;
        this.output = output;
        this.nanoClock = nanoClock;
        toldNanos = nanoClock.getAsLong() - PAUSE.toNanos();
    }

    /**
     * Creates a reporter for a job of a cluster.
     *
     * @param output receives a line for each report
     */
    public static RestartReporter of(ClusterJobClient jobs, String jobId, Consumer<String> output) {
        return new RestartReporter(() -> jobs.failureHistory(jobId), jobs.failuresUrl(jobId), output, System::nanoTime);
    }

    /** Polls for new failures, and reports them unless the last report is too recent. */
    public void poll() throws InterruptedException {
        try {
            note(failures.history());
        } catch (IOException | LocalStackException e) {
            LOG.debug(
                    "Flink does not respond",
                    e); // The next poll follows soon, and other code detects the end of Flink.
        }
        if (untold > 0 && nanoClock.getAsLong() - toldNanos >= PAUSE.toNanos()) {
            String cause = StringUtils.normalizeSpace(reason);
            if (count == untold) {
                output.accept("The job failed and restarts: " + cause);
                output.accept("It resumes once the cause is removed. Stack traces: " + failuresUrl);
            } else {
                output.accept("The job failed and restarts, for the %dth time: %s".formatted(count, cause));
            }
            untold = 0;
            toldNanos = nanoClock.getAsLong();
        }
    }

    /** Returns the number of failures so far. */
    public int count() {
        return count;
    }

    /** Returns the last failure; empty if there was none. */
    public String reason() {
        return reason;
    }

    private void note(JsonNode history) {
        long newest = newestMillis;
        for (JsonNode failure : history) {
            long millis = failure.get("timestamp").asLong();
            if (millis <= newestMillis) {
                continue;
            }
            count++;
            untold++;
            if (millis > newest) {
                newest = millis;
                reason = FailureSummary.of(failure.get("stacktrace").asText());
            }
        }
        newestMillis = newest;
    }
}
