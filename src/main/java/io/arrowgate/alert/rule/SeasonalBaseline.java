package io.arrowgate.alert.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Holds the count of a series in the current window, and the usual count for each hour of the week. Takes about 900
 * bytes, but less than 50 before the first window is complete.
 */
final class SeasonalBaseline implements ConditionState {
    static final int HOURS_OF_WEEK = 7 * 24;
    /** Weight of the newest week in the usual count; weeks older than three weigh a third in total. */
    private static final double LEARNING_RATE = 0.3;

    /** Estimate for this object and the header of its array, in bytes. */
    private static final int OBJECT_BYTES = 72;

    private static final long NO_WINDOW = Long.MIN_VALUE;

    final CounterState register;
    private long window = NO_WINDOW;
    private int hourOfWeek;
    private double sum;
    /** NaN for hours not seen yet; null before the first complete window. */
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

    /** Returns whether the window is before the open one. */
    boolean isPast(long number) {
        return number < window;
    }

    /** Closes the open window, updates the usual count from it, and opens another window. */
    void open(long number, int hour) {
        if (window != NO_WINDOW) {
            learn();
        }
        window = number;
        hourOfWeek = hour;
        sum = 0;
    }

    /** Adds to the sum of the open window and returns it. */
    double add(double increment) {
        sum += increment;
        return sum;
    }

    /** Returns the usual count of a window that starts in the hour of the open one; NaN if it is unknown. */
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
    public int memoryBytes() {
        return OBJECT_BYTES + CounterState.MEMORY_BYTES + HOURS_OF_WEEK * Float.BYTES;
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
