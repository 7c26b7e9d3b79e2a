package io.arrowgate.tools.bench.run;

import java.util.List;
import org.openjdk.jmh.util.ListStatistics;

/**
 * Estimates a ratio from paired rounds.
 *
 * <p>The estimate is the geometric mean. The interval is Student's t interval of the mean of the logarithms, on which a ratio and
 * its reciprocal are equally far from 1.
 *
 * @param ratio geometric mean of the rounds' ratios
 * @param low lower end of the 95 % confidence interval
 * @param high upper end of the 95 % confidence interval
 */
public record RatioInterval(double ratio, double low, double high) {
    /** Fewer rounds have no usable interval. */
    public static final int MIN_ROUNDS = 3;

    private static final double CONFIDENCE = 0.95;

    static RatioInterval of(List<Double> ratios) {
        if (ratios.size() < MIN_ROUNDS) {
            throw new IllegalArgumentException(
                    "an interval takes %d rounds, not %d".formatted(MIN_ROUNDS, ratios.size()));
        }
        ListStatistics logarithms =
                new ListStatistics(ratios.stream().mapToDouble(Math::log).toArray());
        double[] interval = logarithms.getConfidenceIntervalAt(CONFIDENCE);
        return new RatioInterval(Math.exp(logarithms.getMean()), Math.exp(interval[0]), Math.exp(interval[1]));
    }

    /** Returns whether even the lower end is above the limit. */
    boolean isWhollyAbove(double limit) {
        return low > limit;
    }

    /** Returns whether even the upper end is at most the limit. */
    boolean isWhollyWithin(double limit) {
        return high <= limit;
    }
}
