package io.arrowgate.tools.local.cluster;

import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what Flink's REST interface tells only when it is asked again. */
final class RestPolling {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 100;

    private RestPolling() {}

    /** Asks once. */
    interface Question {
        boolean isAnswered() throws IOException, InterruptedException;
    }

    /**
     * Asks until the answer is there.
     *
     * @param what is waited for, for the error message
     * @throws LocalStackException if it takes longer than a minute, or more on a slow machine
     */
    static void await(String what, Question question) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!question.isAnswered()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(MachineSpeed.scale(LIMIT)) > 0) {
                throw new LocalStackException("waited %d s for %s".formatted(waited.toSeconds(), what));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
