package io.arrowgate.local;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what Flink's REST interface tells only when it is asked again. */
final class Polling {
    private static final Duration LIMIT = MachineSpeed.seconds(60);
    private static final long PAUSE_MILLIS = 100;

    private Polling() {}

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
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!question.isAnswered()) {
            if (System.nanoTime() > deadline) {
                throw new LocalStackException("waited %d s for %s".formatted(LIMIT.toSeconds(), what));
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
