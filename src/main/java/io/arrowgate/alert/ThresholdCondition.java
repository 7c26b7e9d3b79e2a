package io.arrowgate.alert;

import io.arrowgate.batch.SeriesSlices;
import io.arrowgate.stream.Comparison;
import io.arrowgate.stream.Threshold;

/** A value beyond a bound; with hysteresis if the bound that clears it is another one. */
final class ThresholdCondition implements Condition<NoState> {
    private final Threshold threshold;
    private final int field;
    // All values in breach are between them, themselves included.
    private final double leastBreach;
    private final double greatestBreach;
    /** The one value between them that is not in breach; not a number if there is none. */
    private final double quiet;

    ThresholdCondition(Threshold threshold, int field) {
        this.threshold = threshold;
        this.field = field;
        double bound = threshold.value();
        leastBreach = switch (threshold.comparison()) {
            case GREATER -> Math.nextUp(bound);
            case GREATER_OR_EQUAL, EQUAL -> bound;
            case LESS, LESS_OR_EQUAL, NOT_EQUAL -> Double.NEGATIVE_INFINITY;
        };
        greatestBreach = switch (threshold.comparison()) {
            case LESS -> Math.nextDown(bound);
            case LESS_OR_EQUAL, EQUAL -> bound;
            case GREATER, GREATER_OR_EQUAL, NOT_EQUAL -> Double.POSITIVE_INFINITY;
        };
        quiet = threshold.comparison() == Comparison.NOT_EQUAL ? bound : Double.NaN;
    }

    @Override
    public NoState newState() {
        return NoState.INSTANCE;
    }

    @Override
    public Verdict judge(Reading reading, NoState state, Measured measured) {
        double value = reading.values[field];
        if (Double.isNaN(value)) {
            return measured.none();
        }
        return measured.set(value, threshold.value(), verdict(value));
    }

    @Override
    public int passQuiet(SeriesSlices slices, int begin, int end, NoState state) {
        double[] values = slices.values()[field];
        int row = begin;
        while (row < end && !isBreach(values[row])) {
            row++;
        }
        return row;
    }

    /** As its comparison says, without asking which it is; what is not a number is between no bounds. */
    private boolean isBreach(double value) {
        return value >= leastBreach && value <= greatestBreach && value != quiet;
    }

    private Verdict verdict(double value) {
        if (threshold.comparison().holds(value, threshold.value())) {
            return Verdict.BREACH;
        }
        boolean clear = threshold.clear() == null || !threshold.comparison().holds(value, threshold.clear());
        return clear ? Verdict.CLEAR : Verdict.BETWEEN;
    }

    @Override
    public boolean replays() {
        return true;
    }
}
