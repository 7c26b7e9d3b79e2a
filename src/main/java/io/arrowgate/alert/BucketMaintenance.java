package io.arrowgate.alert;

import io.arrowgate.alert.rule.RuleSet;
import java.time.Duration;

/**
 * Schedules work on the series of one bucket that readings do not trigger. Not part of state: a restore creates a new
 * one.
 */
final class BucketMaintenance {
    /** Minimum interval between two sweeps for expired series; otherwise a tenth of the time to live. */
    private static final Duration MIN_SWEEP_INTERVAL = Duration.ofMinutes(1);

    private final AbsenceDeadlines absenceDeadlines = new AbsenceDeadlines();
    private final long sweepIntervalMillis;
    private int sweptRulesVersion = -1;
    private long nextSweepMillis;

    BucketMaintenance(Duration seriesTtl, long nowMillis) {
        sweepIntervalMillis = Math.max(seriesTtl.toMillis() / 10, MIN_SWEEP_INTERVAL.toMillis());
        nextSweepMillis = nowMillis + sweepIntervalMillis;
    }

    AbsenceDeadlines absenceDeadlines() {
        return absenceDeadlines;
    }

    /**
     * Returns whether a sweep over all series is due, because of a rule change or to remove expired series. Marks it as
     * done.
     */
    boolean pollSweep(RuleSet rules, long nowMillis) {
        boolean due = sweptRulesVersion != rules.version() || nowMillis >= nextSweepMillis;
        if (due) {
            sweptRulesVersion = rules.version();
            nextSweepMillis = nowMillis + sweepIntervalMillis;
        }
        return due;
    }
}
