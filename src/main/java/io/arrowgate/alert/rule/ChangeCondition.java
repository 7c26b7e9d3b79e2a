package io.arrowgate.alert.rule;

import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.stream.condition.ChangeDirection;
import io.arrowgate.stream.condition.ChangeRule;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;

/** Detects a rise above the minimum of a sliding window, or a fall below its maximum. */
final class ChangeCondition implements Condition<SlidingExtremum> {
    private final ChangeRule changeRule;
    private final int field;
    private final long widthMicros;
    private final int sign;
    private final DoubleUnaryOperator boundAfter = this::bound;

    ChangeCondition(ChangeRule changeRule, int field) {
        this.changeRule = changeRule;
        this.field = field;
        widthMicros = TimeUnit.MILLISECONDS.toMicros(changeRule.within().toMillis());
        sign = changeRule.direction() == ChangeDirection.RISE ? 1 : -1;
    }

    @Override
    public SlidingExtremum newState() {
        return new SlidingExtremum();
    }

    @Override
    public Verdict evaluate(Reading reading, SlidingExtremum state, ConditionResult conditionResult) {
        double value = reading.values[field];
        if (Double.isNaN(value)) {
            return conditionResult.none();
        }
        double before = state.extreme(reading.timeMicros, widthMicros);
        state.add(reading.timeMicros, widthMicros, value, sign);
        if (Double.isNaN(before)) {
            return conditionResult.set(value, Double.NaN, Verdict.CLEAR);
        }
        double bound = bound(before);
        return conditionResult.set(value, bound, isBreach(value, before, bound) ? Verdict.BREACH : Verdict.CLEAR);
    }

    @Override
    public int skipNonBreaching(SeriesSlices slices, int begin, int end, SlidingExtremum state) {
        long[] times = slices.timesMicros();
        double[] values = slices.values()[field];
        int row = begin;
        while (row < end) {
            row = state.skipNonBreaching(times, values, row, end, widthMicros, sign, boundAfter);
            if (row < end && !Double.isNaN(values[row])) {
                double before = state.extreme(times[row], widthMicros);
                // Without an earlier value the bound is NaN, and a comparison with NaN is not a breach.
                if (isBreach(values[row], before, bound(before))) {
                    return row;
                }
                state.add(times[row], widthMicros, values[row], sign);
            }
            row++;
        }
        return end;
    }

    private double bound(double before) {
        return before
                + sign * (changeRule.percent() ? Math.abs(before) * changeRule.amount() / 100 : changeRule.amount());
    }

    private boolean isBreach(double value, double before, double bound) {
        // An unchanged value is not a breach, even if the bound is 0 % of 0.
        return value != before && (value - bound) * sign >= 0;
    }

    @Override
    public boolean replays() {
        return true;
    }
}
