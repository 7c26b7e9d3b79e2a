package io.arrowgate.alert.anomaly;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Tests how far the recent level of a series is from its long-term level, on one time scale. */
final class LevelDistance {
    /** Greatest size of the serialized form in bytes. */
    static final int MAX_BYTES = 2 * Double.BYTES + TailProbabilityEstimator.MAX_BYTES;

    /** Weights of the newest reading in the levels. */
    private final double recentRate;

    private final double longTermRate;
    private final TailProbabilityEstimator distances = TailProbabilityEstimator.ofMagnitudes();
    private double recent;
    private double longTerm;

    LevelDistance(double recentRate, double longTermRate) {
        this.recentRate = recentRate;
        this.longTermRate = longTermRate;
    }

    /** Returns the probability of the distance with the next reading. */
    double probability(double x, double count) {
        return distances.probability(distance(x), count);
    }

    private double distance(double x) {
        return Math.abs(recentWith(x) - longTerm);
    }

    private double recentWith(double x) {
        return recent + (x - recent) * recentRate;
    }

    /**
     * Learns from the next reading.
     *
     * @param seen number of earlier readings; at first the long-term level is the mean of all
     */
    void learn(double x, long seen) {
        distances.learn(distance(x));
        recent = recentWith(x);
        longTerm += (x - longTerm) * Math.max(longTermRate, 1.0 / (seen + 1));
    }

    double longTerm() {
        return longTerm;
    }

    /**
     * Returns the part of a range whose values keep the distance likely enough. If the distance is too large already, that is at least
     * what would be a likely level.
     */
    ExpectedRange expected(double probability, double count, ExpectedRange range) {
        double distance = distances.magnitude(probability, count);
        double least = longTerm - distance;
        double most = longTerm + distance;
        return range.within(
                Math.min(least, recent + (least - recent) / recentRate),
                Math.max(most, recent + (most - recent) / recentRate));
    }

    void set(LevelDistance other) {
        distances.set(other.distances);
        recent = other.recent;
        longTerm = other.longTerm;
    }

    void writeLevels(DataOutput out) throws IOException {
        out.writeDouble(recent);
        out.writeDouble(longTerm);
    }

    void readLevels(DataInput in) throws IOException {
        recent = in.readDouble();
        longTerm = in.readDouble();
    }

    void writeDistances(DataOutput out) throws IOException {
        distances.write(out);
    }

    void readDistances(DataInput in) throws IOException {
        distances.read(in);
    }
}
