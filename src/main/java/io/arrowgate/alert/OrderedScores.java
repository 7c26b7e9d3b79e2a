package io.arrowgate.alert;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import io.arrowgate.alert.anomaly.ExpectedRange;
import io.arrowgate.alert.rule.Reading;
import io.arrowgate.alert.state.RecentReadings;

/**
 * Scores the readings of one series as an {@code anomaly} rule does: a late reading is sorted into the recent ones, and scored in
 * order of event time.
 */
final class OrderedScores {
    private final RecentReadings recent = new RecentReadings(1, Long.MIN_VALUE);
    private final AnomalyDetector latest = new AnomalyDetector();
    /** State before the recent readings. */
    private final AnomalyDetector baseline = new AnomalyDetector();

    private final Reading scratch = new Reading(1);
    private long latestMicros = Long.MIN_VALUE;

    private double score;
    private ExpectedRange expected;
    private boolean warmUp;

    /**
     * Processes the next reading.
     *
     * @param value NaN for none
     */
    void add(long timeMicros, double value) {
        Reading reading = new Reading(1);
        reading.timeMicros = timeMicros;
        reading.values[0] = value;
        boolean late = timeMicros < latestMicros;
        latestMicros = Math.max(latestMicros, timeMicros);
        if (late && recent.isTooLate(reading)) {
            score = Double.NaN;
            expected = null;
            warmUp = false;
            return;
        }
        if (recent.isFull()) {
            recent.get(0, scratch);
            learn(baseline, scratch);
            recent.removeOldest();
        }
        int rank = recent.insert(reading);
        if (late) {
            replay(rank);
        } else {
            score(reading);
        }
    }

    private void replay(int scored) {
        latest.set(baseline);
        for (int rank = 0; rank < recent.size(); rank++) {
            recent.get(rank, scratch);
            if (rank == scored) {
                score(scratch);
            } else {
                learn(latest, scratch);
            }
        }
    }

    private void score(Reading reading) {
        warmUp = latest.isWarmingUp();
        expected = warmUp ? null : latest.expected(reading.timeMicros);
        score = learn(latest, reading);
    }

    private static double learn(AnomalyDetector detector, Reading reading) {
        double value = reading.values[0];
        return Double.isNaN(value) ? Double.NaN : detector.score(reading.timeMicros, value);
    }

    /** Returns the score of the reading; NaN if it has no value or is too late to be evaluated. */
    double score() {
        return score;
    }

    /** Returns the values that were expected; null in the warm-up, and if the reading is too late. */
    ExpectedRange expected() {
        return expected;
    }

    /** Returns whether there were too few readings to score this one. */
    boolean warmUp() {
        return warmUp;
    }
}
