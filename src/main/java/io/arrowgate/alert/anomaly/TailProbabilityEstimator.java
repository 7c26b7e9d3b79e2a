package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Estimates the probability of a magnitude at least as large as a given one. The tail is assumed to follow a power law,
 * whose exponent is estimated from the {@link #TOP} largest magnitudes (Hill's estimator). So the estimate extends to
 * magnitudes never seen, for light and for heavy tails.
 */
final class TailProbabilityEstimator {
    private static final int TOP = 12;
    /** Size of the serialized form in bytes. */
    static final int SIZE_BYTES = Double.BYTES + TOP * Float.BYTES;
    /** Number of magnitudes needed for an estimate. */
    private static final int MIN_SEEN = 4 * TOP;
    /** The weight of a count falls to 1/e within 6,000 readings, and a magnitude decays by a tenth in the same time. */
    private static final double COUNT_AGING = 1 - 1.0 / 6_000;

    private static final float MAGNITUDE_AGING = 1 - 0.1f / 6_000;
    /** Keeps a few nearly equal magnitudes from making a larger one seem impossible. */
    private static final double MIN_SPREAD = 0.5;

    /** In descending order. */
    private final float[] largest = new float[TOP];

    /** Number of magnitudes, with decay. */
    private double seen;

    /** Returns the probability of a magnitude at least as large; 1 while there is too little data. */
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

    /** Adds a magnitude, which must be at least 0 and fit single precision. */
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
