package io.arrowgate.tools.bench.table;

import java.time.Duration;
import java.util.List;

/**
 * Describes the inserts of a measurement.
 *
 * @param name for the report
 * @param rows of an insert
 * @param inserts number of inserts
 * @param interval between two readings of one of 1,000 devices
 */
record InsertShape(String name, int rows, int inserts, Duration interval) {
    private static final Duration LIVE = Duration.ofSeconds(1);

    /** A reading of each device every 14 hours spreads 12,000 rows over a week, as a backfill of several devices does. */
    static final List<InsertShape> ALL = List.of(
            new InsertShape("1,000", 1_000, 25, LIVE),
            new InsertShape("10,000", 10_000, 8, LIVE),
            new InsertShape("50,000", 50_000, 3, LIVE),
            new InsertShape("12,000 of a week", 12_000, 5, Duration.ofHours(14)));
}
