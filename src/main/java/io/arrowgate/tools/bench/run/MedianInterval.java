package io.arrowgate.tools.bench.run;

import java.util.List;

/**
 * Estimates a median from independent rounds.
 *
 * <p>The interval lies between two of the sorted values. It makes no assumption about their distribution: the number of values
 * below the true median is binomial, so the interval from the k-th smallest to the k-th largest of n values misses the median with
 * a probability of {@code 2 · P(B(n, 1/2) < k)}. The largest k with at most 5 % is used.
 *
 * @param median of the values
 * @param low lower end of the interval, which contains the true median with a probability of at least 95 %
 * @param high upper end of the interval
 */
public record MedianInterval(double median, double low, double high) {
    /** The range of fewer values contains the median with less than 95 %. */
    public static final int MIN_ROUNDS = 6;

    private static final double TAIL = 0.025;

    public static MedianInterval of(List<Double> values) {
        int n = values.size();
        if (n < MIN_ROUNDS) {
            throw new IllegalArgumentException("an interval takes %d rounds, not %d".formatted(MIN_ROUNDS, n));
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = rank(n);
        double median = (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
        return new MedianInterval(median, sorted.get(rank - 1), sorted.get(n - rank));
    }

    /** Returns the largest k, from 1, such that fewer than k of n values lie below the median with at most 2.5 %. */
    static int rank(int n) {
        double probability = Math.pow(0.5, n);
        double below = probability;
        int rank = 1;
        while (true) {
            probability *= (double) (n - rank + 1) / rank;
            below += probability;
            if (below > TAIL) {
                return rank;
            }
            rank++;
        }
    }

    /** Returns the width of the interval as a part of the median. */
    public double relativeWidth() {
        return (high - low) / median;
    }
}
