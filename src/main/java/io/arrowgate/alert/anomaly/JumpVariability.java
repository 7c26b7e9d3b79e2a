package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Tests whether the latest jumps are larger or smaller than earlier ones: a stuck sensor has none. */
final class JumpVariability {
    /** Greatest size of the serialized form in bytes. */
    static final int MAX_BYTES = 2 * Double.BYTES + TailProbabilityEstimator.MAX_BYTES;

    /** Weights of the newest jump in the means. */
    private static final double SHORT_RATE = 0.1;

    private static final double LONG_RATE = 0.005;
    /** Greatest logarithm of the ratio of the means: a stuck sensor does not become more unusual forever. */
    private static final double MAX_RATIO = 10;
    /** The means are compared from this reading on. */
    private static final int MIN_JUMPS = 30;

    private final TailProbabilityEstimator ratios = TailProbabilityEstimator.ofMagnitudes();
    private double shortMean;
    private double longMean;

    /**
     * Returns the probability of the ratio of the means, and learns from it.
     *
     * @param seen number of earlier readings
     * @param count of these, with decay
     */
    double test(double jump, long seen, double count) {
        double meanRate = 1.0 / (seen + 1);
        shortMean += (jump - shortMean) * Math.max(SHORT_RATE, meanRate);
        double probability = ratios.test(seen > MIN_JUMPS ? ratio() : 0, count);
        longMean += (jump - longMean) * Math.max(LONG_RATE, meanRate);
        return probability;
    }

    /** Returns how many times larger or smaller the latest jumps are, as a logarithm. */
    private double ratio() {
        return shortMean == longMean ? 0 : Math.min(MAX_RATIO, Math.abs(Math.log(shortMean / longMean)));
    }

    double longMean() {
        return longMean;
    }

    void set(JumpVariability other) {
        ratios.set(other.ratios);
        shortMean = other.shortMean;
        longMean = other.longMean;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(shortMean);
        out.writeDouble(longMean);
        ratios.write(out);
    }

    void read(DataInput in) throws IOException {
        shortMean = in.readDouble();
        longMean = in.readDouble();
        ratios.read(in);
    }
}
