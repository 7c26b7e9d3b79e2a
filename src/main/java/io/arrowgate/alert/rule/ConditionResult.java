package io.arrowgate.alert.rule;

/** What a condition compared to reach its verdict, refilled over and over. NaN stands for none. */
public final class ConditionResult {
    /** The reading's value, or what was made of it. */
    public double value;
    /** What it broke, or kept to. */
    public double threshold;
    /** In [0, 1]; of detectors only. */
    public double score;

    public Verdict none() {
        return set(Double.NaN, Double.NaN, Verdict.NONE);
    }

    Verdict set(double value, double threshold, Verdict verdict) {
        this.value = value;
        this.threshold = threshold;
        score = Double.NaN;
        return verdict;
    }
}
