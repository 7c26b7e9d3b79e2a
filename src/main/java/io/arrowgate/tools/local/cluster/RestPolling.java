package io.arrowgate.tools.local.cluster;

import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Polls Flink's REST interface until a condition is met. */
final class RestPolling {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 100;

    private RestPolling() {}

    /** Checks the condition once. */
    interface Condition {
        boolean isAnswered() throws IOException, InterruptedException;
    }

    /**
     * Polls until the condition is met.
     *
     * @param what describes the condition in the error message
     * @throws LocalStackException if it takes longer than a minute, or more on a slow machine
     */
    static void await(String what, Condition condition) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!condition.isAnswered()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(MachineSpeed.scale(LIMIT)) > 0) {
                throw new LocalStackException(
                        "timed out after %d s waiting for %s".formatted(waited.toSeconds(), what));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
