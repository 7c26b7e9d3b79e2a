package io.arrowgate.testing;

import io.arrowgate.tools.local.process.MachineSpeed;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Starts waits for what no event announces to a test, such as rows in Kafka and ClickHouse. */
public final class TestAwait {
    /** Longer than any wait on an idle machine, because the load may rise during the wait. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private TestAwait() {}

    /**
     * Starts a wait. An exception of the condition ends it.
     *
     * @param what is awaited, for the failure message
     */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(MachineSpeed.scale(LIMIT))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                // Kafka clients are not thread-safe.
                .pollInSameThread()
                // Threads of jobs that other tests kill may end with any exception.
                .dontCatchUncaughtExceptions();
    }
}
