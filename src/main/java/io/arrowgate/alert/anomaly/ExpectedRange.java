package io.arrowgate.alert.anomaly;

/** Describes the values that the detector expects at a time, given the readings before. */
public record ExpectedRange(double low, double high) {
    static final ExpectedRange ANY = new ExpectedRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Returns the part that is also in another range; the whole range if there is none. */
    ExpectedRange within(double otherLow, double otherHigh) {
        double commonLow = Math.max(low, otherLow);
        double commonHigh = Math.min(high, otherHigh);
        return commonLow <= commonHigh ? new ExpectedRange(commonLow, commonHigh) : this;
    }

    ExpectedRange plus(double offset) {
        return new ExpectedRange(low + offset, high + offset);
    }
}
