package io.arrowgate.alert.rule;

/** Holds the values that a condition compared to reach its verdict. Reused for each reading; NaN stands for none. */
public final class ConditionResult {
    /** The reading's value, or a value derived from it. */
    public double value;
    /** The bound that the value was compared with. */
    public double threshold;
    /** The anomaly score in [0, 1]; NaN for other conditions. */
    public double score;
    /** Why the reading is an anomaly; null if it is none, and for other conditions. */
    public String reason;

    /** The values that were expected, of an anomaly; NaN otherwise. */
    public double expectedLow;

    public double expectedHigh;

    public Verdict none() {
        return set(Double.NaN, Double.NaN, Verdict.NONE);
    }

    Verdict set(double value, double threshold, Verdict verdict) {
        this.value = value;
        this.threshold = threshold;
        score = Double.NaN;
        reason = null;
        expectedLow = Double.NaN;
        expectedHigh = Double.NaN;
        return verdict;
    }
}
