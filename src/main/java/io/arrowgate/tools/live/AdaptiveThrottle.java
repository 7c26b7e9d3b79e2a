package io.arrowgate.tools.live;

import java.sql.SQLException;
import java.time.Duration;

/** Leaves ClickHouse alone for some times as long as it took to answer, so that watching it is never what it is busy with. */
final class AdaptiveThrottle {
    /** Work that asks ClickHouse. */
    interface Asking {
        void run() throws SQLException;
    }

    private static final int TIMES = 4;
    private static final long MAX_REST_NANOS = Duration.ofSeconds(5).toNanos();

    private long restUntilNanos = System.nanoTime();

    /** Does nothing while ClickHouse is left alone. */
    void run(Asking work) throws SQLException {
        long begin = System.nanoTime();
        if (begin - restUntilNanos < 0) {
            return;
        }
        work.run();
        long end = System.nanoTime();
        restUntilNanos = end + Math.min(MAX_REST_NANOS, TIMES * (end - begin));
    }
}
