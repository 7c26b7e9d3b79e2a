package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Estimates the probability of a magnitude at least as large as a given one. The tail is assumed to follow a power law,
 * whose exponent is estimated from the {@link #TOP} largest magnitudes (Hill's estimator). So the estimate extends to
 * magnitudes never seen, for light and for heavy tails.
 *
 * <p>Successive readings have similar magnitudes. So of each run of large ones only the largest is kept: otherwise the
 * largest magnitudes would be those of a single event, and nothing would be known about others.
 */
final class TailProbabilityEstimator {
    private static final int TOP = 10;
    /** Greatest size of the serialized form in bytes. */
    static final int MAX_BYTES = 4 * Byte.BYTES + TOP * Float.BYTES;
    /** Number of magnitudes needed for an estimate. */
    private static final int MIN_COUNT = 4 * TOP;
    /** A magnitude shrinks by a tenth within 20,000 readings. */
    private static final float AGING = 1 - 0.1f / 20_000;
    /** A run ends after this many readings that are not among the largest, … */
    private static final int RUN_GAP = 5;
    /** … or after this many readings, so that a lasting change becomes usual. */
    private static final int MAX_RUN = 40;
    /** Length of a run while fewer than {@link #TOP} magnitudes are known, and so each one is among the largest. */
    private static final int FIRST_RUN = 12;
    /** Greatest stored number of readings; larger ones have the same effect. */
    private static final int MAX_AGE = 100;

    private static final double ABOUT_AS_LARGE = 0.8;
    private static final int NO_RUN = -1;

    /**
     * Least sum of the logarithms of the largest magnitudes over the smallest of them. It bounds the exponent: a magnitude that
     * is only a little larger than those before is not an anomaly, however equal they are.
     */
    private final double minSpread;
    /** Largest such sum for which there is an estimate. */
    private final double maxSpread;
    /** In descending order; 0 at the end while fewer are known. */
    private final float[] largest = new float[TOP];

    /** Position of the current run's magnitude. */
    private int run = NO_RUN;
    /** Readings since the run began, and since its latest magnitude among the largest. */
    private int sinceBegin = MAX_AGE;

    private int sinceLarge = MAX_AGE;

    private TailProbabilityEstimator(double minSpread, double maxSpread) {
        this.minSpread = minSpread;
        this.maxSpread = maxSpread;
    }

    /** Creates an estimator with an exponent of at most 4.5. */
    static TailProbabilityEstimator ofMagnitudes() {
        return new TailProbabilityEstimator(2, Double.POSITIVE_INFINITY);
    }

    /** Creates an estimator for durations that are nearly equal. It estimates nothing if the exponent is outside 9 to 18. */
    static TailProbabilityEstimator ofRegularDurations() {
        return new TailProbabilityEstimator(0.5, 1);
    }

    /** Returns the probability of a magnitude of the next reading, and learns from it. */
    double test(double magnitude, double count) {
        double probability = probability(magnitude, count);
        learn(magnitude);
        return probability;
    }

    /** Ages the known magnitudes, and adds the one of the next reading. */
    void learn(double magnitude) {
        age();
        add(magnitude);
    }

    /**
     * Returns the probability of a magnitude at least as large; 1 while there is too little data.
     *
     * @param count number of magnitudes so far
     */
    double probability(double magnitude, double count) {
        float least = largest[TOP - 1];
        if (count < MIN_COUNT || magnitude <= least) {
            return 1;
        }
        if (least <= 0) {
            return (1 + numberOfAbout(magnitude)) / count;
        }
        double spread = spread();
        if (spread > maxSpread) {
            return 1;
        }
        return Math.min(1, TOP / count * Math.pow(magnitude / least, -exponent(spread)));
    }

    /**
     * Returns the largest magnitude that has at least this probability; infinity while there is too little data. For magnitudes, not for
     * regular durations.
     */
    double magnitude(double probability, double count) {
        if (count < MIN_COUNT) {
            return Double.POSITIVE_INFINITY;
        }
        float least = largest[TOP - 1];
        if (least > 0) {
            return least * Math.max(1, Math.pow(TOP / (count * probability), 1 / exponent(spread())));
        }
        int needed = (int) Math.min(TOP, Math.ceil(probability * count) - 1);
        return needed <= 0 ? Double.POSITIVE_INFINITY : largest[needed - 1] / ABOUT_AS_LARGE;
    }

    private double spread() {
        double spread = 0;
        for (int i = 0; i < TOP - 1; i++) {
            spread += Math.log(largest[i] / largest[TOP - 1]);
        }
        return spread;
    }

    private double exponent(double spread) {
        return (TOP - 1) / Math.max(spread, minSpread);
    }

    /** Returns how many of the known magnitudes are about as large, or larger. */
    private int numberOfAbout(double magnitude) {
        int number = 0;
        while (largest[number] >= ABOUT_AS_LARGE * magnitude) {
            number++;
        }
        return number;
    }

    /** Ages the magnitudes by one reading. */
    void age() {
        for (int i = 0; i < TOP; i++) {
            largest[i] *= AGING;
        }
        sinceBegin = Math.min(MAX_AGE, sinceBegin + 1);
        sinceLarge = Math.min(MAX_AGE, sinceLarge + 1);
    }

    /** Adds a magnitude, which must be at least 0 and fit single precision. */
    void add(double magnitude) {
        if (magnitude <= largest[TOP - 1]) {
            return;
        }
        boolean continued = run != NO_RUN && continues();
        sinceLarge = 0;
        if (!continued) {
            sinceBegin = 0;
            insert(magnitude, TOP - 1);
        } else if (magnitude > largest[run]) {
            insert(magnitude, run);
        }
    }

    private boolean continues() {
        return largest[TOP - 1] > 0 ? sinceLarge <= RUN_GAP && sinceBegin <= MAX_RUN : sinceBegin <= FIRST_RUN;
    }

    /** Replaces the magnitude at the position, and makes the new one that of the current run. */
    private void insert(double magnitude, int replaced) {
        int i = replaced;
        while (i > 0 && largest[i - 1] < magnitude) {
            largest[i] = largest[i - 1];
            i--;
        }
        largest[i] = (float) magnitude;
        run = i;
    }

    void set(TailProbabilityEstimator other) {
        System.arraycopy(other.largest, 0, largest, 0, TOP);
        run = other.run;
        sinceBegin = other.sinceBegin;
        sinceLarge = other.sinceLarge;
    }

    void write(DataOutput out) throws IOException {
        int known = 0;
        while (known < TOP && largest[known] > 0) {
            known++;
        }
        out.writeByte(known);
        for (int i = 0; i < known; i++) {
            out.writeFloat(largest[i]);
        }
        out.writeByte(run);
        out.writeByte(sinceBegin);
        out.writeByte(sinceLarge);
    }

    void read(DataInput in) throws IOException {
        int known = in.readByte();
        for (int i = 0; i < known; i++) {
            largest[i] = in.readFloat();
        }
        run = in.readByte();
        sinceBegin = in.readByte();
        sinceLarge = in.readByte();
    }
}
