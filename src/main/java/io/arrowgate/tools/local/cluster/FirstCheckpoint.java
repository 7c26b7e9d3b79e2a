package io.arrowgate.tools.local.cluster;

import io.arrowgate.tools.local.process.LocalStackException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobStatus;

/** Waits for the first completed checkpoint of a job. Until then nothing is committed, and a job that runs may still fail. */
final class FirstCheckpoint {
    /** A large state may take minutes to restore. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    /** Time after which a job that keeps failing at its start counts as failed. */
    private static final Duration RESTARTS_LIMIT = Duration.ofSeconds(60);

    private static final long POLL_MILLIS = 100;

    private final ClusterJobClient jobs;
    private final String jobId;
    private final Duration restartsLimit;

    FirstCheckpoint(ClusterJobClient jobs, String jobId) {
        this(jobs, jobId, RESTARTS_LIMIT);
    }

    FirstCheckpoint(ClusterJobClient jobs, String jobId, Duration restartsLimit) {
        this.jobs = jobs;
        this.jobId = jobId;
        this.restartsLimit = restartsLimit;
    }

    /**
     * Waits until the job has completed a checkpoint since its start. Triggers one as soon as every subtask runs, because Flink would
     * wait for the end of an interval.
     *
     * @param restarts reports failures in the meantime
     * @param stopped ends the wait early
     * @return whether there is a checkpoint; false if the wait ended early
     * @throws LocalStackException if the job ends, or is not running at the limit
     */
    boolean await(RestartReporter restarts, BooleanSupplier stopped) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int failures = 0;
        boolean wasWhole = false;
        Optional<String> requested = Optional.empty();
        while (!stopped.getAsBoolean()) {
            JobStatus status = jobs.status(jobId);
            restarts.poll();
            if (status.isTerminalState()) {
                throw new LocalStackException("job " + jobId + " is " + status + ": " + jobs.failure(jobId));
            }
            if (requested.isPresent() && jobs.isCheckpointOver(jobId, requested.get())) {
                requested = Optional.empty();
            }
            if (requested.isEmpty() && jobs.newestCheckpoint(jobId) > 0) {
                return true;
            }
            boolean isWhole = jobs.isWhole(jobId);
            if (isWhole && !wasWhole && requested.isEmpty()) {
                requested = Optional.of(jobs.triggerCheckpoint(jobId));
            }
            wasWhole = isWhole;
            boolean failedAgain = restarts.count() > failures;
            failures = restarts.count();
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            if (waited.compareTo(failures == 0 ? START_LIMIT : restartsLimit) > 0 && (failedAgain || !isWhole)) {
                throw new LocalStackException(message(waited, restarts));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return false;
    }

    private static String message(Duration waited, RestartReporter restarts) {
        String failures = restarts.count() == 0
                ? "not all of its tasks run"
                : "it failed %d times, last with: %s".formatted(restarts.count(), restarts.reason());
        return "the job completed no checkpoint within %d s; %s".formatted(waited.toSeconds(), failures);
    }
}
