package io.arrowgate.alert;

import io.arrowgate.stream.Change;
import io.arrowgate.stream.Direction;
import java.util.concurrent.TimeUnit;

/** A rise above the least value of the last while, or a fall below the greatest. */
final class ChangeCondition implements Condition<ChangeWindow> {
    private final Change change;
    private final int field;
    private final long widthMicros;
    private final int sign;

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
        double bound = before + sign * (change.percent() ? Math.abs(before) * change.amount() / 100 : change.amount());
        // A change of nothing is none, though a percentage of 0 is 0.
        boolean breach = value != before && (value - bound) * sign >= 0;
        return measured.set(value, bound, breach ? Verdict.BREACH : Verdict.CLEAR);
    }

    @Override
    public boolean replays() {
        return true;
    }
}
