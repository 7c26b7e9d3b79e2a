package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Halves scores for some time after an anomaly, so that one event is reported once. A score that is clearly higher than the first
 * is not halved. The time is proportional to the number of readings so far, because nobody wants the same number of alerts in
 * 10,000 readings as in 1,000.
 */
final class QuietPeriod {
    static final int BYTES = Short.BYTES + Double.BYTES;

    private static final double SHARE_OF_READINGS = 0.03;
    private static final int MIN_READINGS = 40;
    private static final int MAX_READINGS = 200;
    /** The anomaly may last longer: the period ends at least this many readings after its last score. */
    private static final int MIN_READINGS_AFTER = 20;

    private static final double MARGIN = 0.2;
    private static final double FACTOR = 0.5;

    private int remaining;
    private double firstScore;

    /** Returns the score, or half of it, and advances the period by a reading. */
    double apply(double score, long seen) {
        boolean halved = remaining > 0 && score < firstScore + MARGIN;
        boolean anomaly = score >= AnomalyDetector.DEFAULT_THRESHOLD;
        remaining = Math.max(0, remaining - 1);
        if (halved) {
            remaining = anomaly ? Math.max(remaining, MIN_READINGS_AFTER) : remaining;
            return score * FACTOR;
        }
        if (anomaly) {
            remaining = (int) Math.max(MIN_READINGS, Math.min(MAX_READINGS, SHARE_OF_READINGS * seen));
            firstScore = score;
        }
        return score;
    }

    void set(QuietPeriod other) {
        remaining = other.remaining;
        firstScore = other.firstScore;
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(remaining);
        out.writeDouble(firstScore);
    }

    void read(DataInput in) throws IOException {
        remaining = in.readShort();
        firstScore = in.readDouble();
    }
}
