package io.arrowgate.alert;

import io.arrowgate.alert.rule.RuleSet;
import java.time.Duration;

/** When the series of one bucket are to be looked at without being read. Not in state: a restore starts anew. */
final class BucketMaintenance {
    /** Buckets are searched for series to forget so often: in a tenth of the time to live, but not all the time. */
    private static final Duration MIN_SEARCH = Duration.ofMinutes(1);

    private final AbsenceDeadlines absenceDeadlines = new AbsenceDeadlines();
    private final long searchMillis;
    private int sweptVersion = -1;
    private long nextSearchMillis;

    BucketMaintenance(Duration seriesTtl, long nowMillis) {
        searchMillis = Math.max(seriesTtl.toMillis() / 10, MIN_SEARCH.toMillis());
        nextSearchMillis = nowMillis + searchMillis;
    }

    AbsenceDeadlines absenceDeadlines() {
        return absenceDeadlines;
    }

    /** Whether all series are to be looked at, because of other rules or for those to forget; it is then taken as done. */
    boolean pollSweep(RuleSet rules, long nowMillis) {
        boolean due = sweptVersion != rules.version() || nowMillis >= nextSearchMillis;
        if (due) {
            sweptVersion = rules.version();
            nextSearchMillis = nowMillis + searchMillis;
        }
        return due;
    }
}
