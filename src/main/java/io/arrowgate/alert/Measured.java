package io.arrowgate.alert;

/** What a condition compared to reach its verdict, refilled over and over. NaN stands for none. */
final class Measured {
    /** The reading's value, or what was made of it. */
    double value;
    /** What it broke, or kept to. */
    double threshold;
    /** In [0, 1]; of detectors only. */
    double score;

    Verdict none() {
        return set(Double.NaN, Double.NaN, Verdict.NONE);
    }

    Verdict set(double value, double threshold, Verdict verdict) {
        this.value = value;
        this.threshold = threshold;
        score = Double.NaN;
        return verdict;
    }
}
