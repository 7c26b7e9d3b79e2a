package io.arrowgate.tools.bench.run;

import java.util.List;

/**
 * Compares the CPU time per event of this build's job and of another build's in paired rounds.
 *
 * @param events per run
 * @param rounds the measured rounds, without the warm-up
 */
public record BuildComparison(long events, List<Round> rounds) {
    /** A build is slower if the whole interval of the ratio lies above this. */
    public static final double LIMIT = 1.05;

    public BuildComparison {
        rounds = List.copyOf(rounds);
    }

    /**
     * Holds one run of each build.
     *
     * @param thisNanos CPU nanoseconds per event of this build
     * @param otherNanos CPU nanoseconds per event of the other build
     */
    public record Round(double thisNanos, double otherNanos) {
        /** Returns this build's CPU time divided by the other's: above 1, this build is slower. */
        public double ratio() {
            return thisNanos / otherNanos;
        }
    }

    /** Returns the ratio of each round. */
    public List<Double> ratios() {
        return rounds.stream().map(Round::ratio).toList();
    }

    /** Returns the estimate of the ratio. */
    public RatioInterval interval() {
        return RatioInterval.of(ratios());
    }

    public boolean isSlower() {
        return interval().isWhollyAbove(LIMIT);
    }

    /** Returns the conclusion from interval and limit, in one sentence. */
    public String verdict() {
        RatioInterval interval = interval();
        if (isSlower()) {
            return "this build is slower: the whole interval lies above %.2f".formatted(LIMIT);
        }
        return interval.isWhollyWithin(LIMIT)
                ? "this build is not slower: the whole interval lies at or below %.2f".formatted(LIMIT)
                : "undecided: the interval contains %.2f, and more --rounds or --events narrow it".formatted(LIMIT);
    }
}
