package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How likely a magnitude is that is at least as large as a given one, by the largest seen so far: the tail of what was seen is taken
 * to fall off as a power, whose exponent comes from the {@link #TOP} largest (Hill's estimator). So it says something of
 * magnitudes that were never seen, for tails that are light and for tails that are heavy.
 */
final class TailProbabilityEstimator {
    private static final int TOP = 12;
    /** Bytes of the written form. */
    static final int SIZE_BYTES = Double.BYTES + TOP * Float.BYTES;
    /** So few magnitudes have no tail. */
    private static final int MIN_SEEN = 4 * TOP;
    /** What was seen counts for 1/e after 6,000 readings, and a magnitude fades by a tenth in the same time. */
    private static final double COUNT_AGING = 1 - 1.0 / 6_000;

    private static final float MAGNITUDE_AGING = 1 - 0.1f / 6_000;
    /** Keeps a few nearly equal magnitudes from making the next larger one impossible. */
    private static final double MIN_SPREAD = 0.5;

    /** Descending. */
    private final float[] largest = new float[TOP];

    /** How many magnitudes there were, aged. */
    private double seen;

    /** The probability of a magnitude at least as large; 1 while too little was seen to say. */
    double probability(double magnitude) {
        float least = largest[TOP - 1];
        if (seen < MIN_SEEN || magnitude <= least) {
            return 1;
        }
        if (least <= 0) {
            return magnitude > 0 ? 1 / seen : 1;
        }
        double spread = 0;
        for (int i = 0; i < TOP - 1; i++) {
            spread += Math.log(largest[i] / least);
        }
        double exponent = (TOP - 1) / Math.max(spread, MIN_SPREAD);
        return TOP / seen * Math.pow(magnitude / least, -exponent);
    }

    /** Takes a magnitude in; at least 0, and within single precision. */
    void add(double magnitude) {
        seen = seen * COUNT_AGING + 1;
        for (int i = 0; i < TOP; i++) {
            largest[i] *= MAGNITUDE_AGING;
        }
        int i = TOP - 1;
        if (magnitude <= largest[i]) {
            return;
        }
        while (i > 0 && largest[i - 1] < magnitude) {
            largest[i] = largest[i - 1];
            i--;
        }
        largest[i] = (float) magnitude;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(seen);
        for (float each : largest) {
            out.writeFloat(each);
        }
    }

    static TailProbabilityEstimator read(DataInput in) throws IOException {
        TailProbabilityEstimator estimate = new TailProbabilityEstimator();
        estimate.seen = in.readDouble();
        for (int i = 0; i < TOP; i++) {
            estimate.largest[i] = in.readFloat();
        }
        return estimate;
    }
}
