package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Tests how long the series has been on one side of its long-term level. In a periodic series these durations are nearly equal,
 * and a longer one is unusual. Other series are not tested.
 */
final class LevelCrossings {
    /** Greatest size of the serialized form in bytes. */
    static final int MAX_BYTES = 1 + Integer.BYTES + TailProbabilityEstimator.MAX_BYTES;

    private final TailProbabilityEstimator durations = TailProbabilityEstimator.ofRegularDurations();
    private boolean above;
    /** Number of readings since the last crossing. */
    private int readings;

    /**
     * Returns the probability of so long a time on this side, and learns from it.
     *
     * @param distance of the reading from the level
     * @param margin by which a reading must be on the other side to be a crossing
     * @param count number of readings so far
     */
    double test(double distance, double margin, double count) {
        if (above ? distance < -margin : distance > margin) {
            durations.add(readings);
            above = !above;
            readings = 0;
        } else if (readings < Integer.MAX_VALUE) {
            readings++;
        }
        double probability = durations.probability(readings, count);
        durations.age();
        return probability;
    }

    void set(LevelCrossings other) {
        durations.set(other.durations);
        above = other.above;
        readings = other.readings;
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(above);
        out.writeInt(readings);
        durations.write(out);
    }

    void read(DataInput in) throws IOException {
        above = in.readBoolean();
        readings = in.readInt();
        durations.read(in);
    }
}
