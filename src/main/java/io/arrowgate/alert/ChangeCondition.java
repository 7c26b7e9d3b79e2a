package io.arrowgate.alert;

import io.arrowgate.batch.SeriesSlices;
import io.arrowgate.stream.Change;
import io.arrowgate.stream.Direction;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;

/** A rise above the least value of the last while, or a fall below the greatest. */
final class ChangeCondition implements Condition<ChangeWindow> {
    private final Change change;
    private final int field;
    private final long widthMicros;
    private final int sign;
    private final DoubleUnaryOperator boundAfter = this::bound;

    ChangeCondition(Change change, int field) {
        this.change = change;
        this.field = field;
        widthMicros = TimeUnit.MILLISECONDS.toMicros(change.within().toMillis());
        sign = change.direction() == Direction.RISE ? 1 : -1;
    }

    @Override
    public ChangeWindow newState() {
        return new ChangeWindow();
    }

    @Override
    public Verdict judge(Reading reading, ChangeWindow state, Measured measured) {
        double value = reading.values[field];
        if (Double.isNaN(value)) {
            return measured.none();
        }
        double before = state.extreme(reading.timeMicros, widthMicros);
        state.add(reading.timeMicros, widthMicros, value, sign);
        if (Double.isNaN(before)) {
            return measured.set(value, Double.NaN, Verdict.CLEAR);
        }
        double bound = bound(before);
        return measured.set(value, bound, isBreach(value, before, bound) ? Verdict.BREACH : Verdict.CLEAR);
    }

    @Override
    public int passQuiet(SeriesSlices slices, int begin, int end, ChangeWindow state) {
        long[] times = slices.timesMicros();
        double[] values = slices.values()[field];
        int row = begin;
        while (row < end) {
            row = state.passQuiet(times, values, row, end, widthMicros, sign, boundAfter);
            if (row < end && !Double.isNaN(values[row])) {
                double before = state.extreme(times[row], widthMicros);
                // Without a value before it there is no bound, and what is compared with no bound is no breach.
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
        return before + sign * (change.percent() ? Math.abs(before) * change.amount() / 100 : change.amount());
    }

    private boolean isBreach(double value, double before, double bound) {
        // A change of nothing is none, though a percentage of 0 is 0.
        return value != before && (value - bound) * sign >= 0;
    }

    @Override
    public boolean replays() {
        return true;
    }
}
