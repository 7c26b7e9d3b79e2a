package io.arrowgate.alert;

import io.arrowgate.batch.SeriesSlices;
import io.arrowgate.stream.Threshold;

/** A value beyond a bound; with hysteresis if the bound that clears it is another one. */
final class ThresholdCondition implements Condition<NoState> {
    private final Threshold threshold;
    private final int field;

    ThresholdCondition(Threshold threshold, int field) {
        this.threshold = threshold;
        this.field = field;
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
        for (int row = begin; row < end; row++) {
            if (threshold.comparison().holds(values[row], threshold.value()) && !Double.isNaN(values[row])) {
                return row;
            }
        }
        return end;
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
