package io.arrowgate.alert.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a series counts in a window of time: now, and usually at each hour of the week. About 900 bytes, less than 50 of which a
 * series takes before its first window is complete.
 */
final class SeasonalBaseline implements ConditionState {
    static final int HOURS_OF_WEEK = 7 * 24;
    /** Share of the newest week in what is usual: three weeks ago still count for a third of it. */
    private static final double LEARNING_RATE = 0.3;

    private static final long NO_WINDOW = Long.MIN_VALUE;

    final CounterState register;
    private long window = NO_WINDOW;
    private int hourOfWeek;
    private double sum;
    /** NaN where there was no week yet; null before the first complete window. */
    private float[] expected;

    SeasonalBaseline() {
        this(new CounterState());
    }

    private SeasonalBaseline(CounterState register) {
        this.register = register;
    }

    boolean contains(long number) {
        return window == number;
    }

    /** Whether the window lies before the one that is open. */
    boolean isPast(long number) {
        return number < window;
    }

    /** Learns from the window that was open, and opens another one. */
    void open(long number, int hour) {
        if (window != NO_WINDOW) {
            learn();
        }
        window = number;
        hourOfWeek = hour;
        sum = 0;
    }

    /** The sum of the open window, with this added to it. */
    double add(double increment) {
        sum += increment;
        return sum;
    }

    /** What the series usually counts in a window that starts in the hour of the open one; NaN if that is not known. */
    double expected() {
        return expected == null ? Double.NaN : expected[hourOfWeek];
    }

    private void learn() {
        if (expected == null) {
            expected = new float[HOURS_OF_WEEK];
            Arrays.fill(expected, Float.NaN);
        }
        float known = expected[hourOfWeek];
        expected[hourOfWeek] = (float) (Float.isNaN(known) ? sum : known + LEARNING_RATE * (sum - known));
    }

    @Override
    public Kind kind() {
        return Kind.CROWDING;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        register.write(out);
        out.writeLong(window);
        out.writeByte(hourOfWeek);
        out.writeDouble(sum);
        out.writeBoolean(expected != null);
        if (expected != null) {
            for (float value : expected) {
                out.writeFloat(value);
            }
        }
    }

    static SeasonalBaseline read(DataInput in) throws IOException {
        SeasonalBaseline state = new SeasonalBaseline(CounterState.read(in));
        state.window = in.readLong();
        state.hourOfWeek = in.readUnsignedByte();
        state.sum = in.readDouble();
        if (in.readBoolean()) {
            state.expected = new float[HOURS_OF_WEEK];
            for (int i = 0; i < HOURS_OF_WEEK; i++) {
                state.expected[i] = in.readFloat();
            }
        }
        return state;
    }

    @Override
    public SeasonalBaseline copy() {
        SeasonalBaseline copy = new SeasonalBaseline(register.copy());
        copy.window = window;
        copy.hourOfWeek = hourOfWeek;
        copy.sum = sum;
        copy.expected = expected == null ? null : expected.clone();
        return copy;
    }
}
