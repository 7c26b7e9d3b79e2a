package io.arrowgate.tools.live;

import java.sql.SQLException;
import java.time.Duration;

/** Throttles polling: waits a multiple of the last response time before the next query, so that the page adds little load. */
final class AdaptiveThrottle {
    /** Queries ClickHouse. */
    interface Query {
        void run() throws SQLException;
    }

    private static final int TIMES = 4;
    private static final long MAX_REST_NANOS = Duration.ofSeconds(5).toNanos();

    private long restUntilNanos = System.nanoTime();

    /** Runs the query, or does nothing during the pause after the last one. */
    void run(Query query) throws SQLException {
        long begin = System.nanoTime();
        if (begin - restUntilNanos < 0) {
            return;
        }
        query.run();
        long end = System.nanoTime();
        restUntilNanos = end + Math.min(MAX_REST_NANOS, TIMES * (end - begin));
    }
}
