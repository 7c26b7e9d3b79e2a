package io.arrowgate.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a series counts in a window of time: now, and usually at each hour of the week. About 900 bytes, less than 50 of which a
 * series takes before its first window is complete.
 */
final class UsualTraffic implements ConditionState {
    static final int HOURS_OF_WEEK = 7 * 24;
    /** Share of the newest week in what is usual: three weeks ago still count for a third of it. */
    private static final double LEARNING_RATE = 0.3;

    private static final long NO_WINDOW = Long.MIN_VALUE;

    final RegisterState register;
    private long window = NO_WINDOW;
    private int hourOfWeek;
    private double sum;
    /** NaN where there was no week yet; null before the first complete window. */
    private float[] usual;

    UsualTraffic() {
        this(new RegisterState());
    }

    private UsualTraffic(RegisterState register) {
        this.register = register;
    }

    boolean isIn(long number) {
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
    double usual() {
        return usual == null ? Double.NaN : usual[hourOfWeek];
    }

    private void learn() {
        if (usual == null) {
            usual = new float[HOURS_OF_WEEK];
            Arrays.fill(usual, Float.NaN);
        }
        float known = usual[hourOfWeek];
        usual[hourOfWeek] = (float) (Float.isNaN(known) ? sum : known + LEARNING_RATE * (sum - known));
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
        out.writeBoolean(usual != null);
        if (usual != null) {
            for (float value : usual) {
                out.writeFloat(value);
            }
        }
    }

    static UsualTraffic read(DataInput in) throws IOException {
        UsualTraffic state = new UsualTraffic(RegisterState.read(in));
        state.window = in.readLong();
        state.hourOfWeek = in.readUnsignedByte();
        state.sum = in.readDouble();
        if (in.readBoolean()) {
            state.usual = new float[HOURS_OF_WEEK];
            for (int i = 0; i < HOURS_OF_WEEK; i++) {
                state.usual[i] = in.readFloat();
            }
        }
        return state;
    }

    @Override
    public UsualTraffic copy() {
        UsualTraffic copy = new UsualTraffic(register.copy());
        copy.window = window;
        copy.hourOfWeek = hourOfWeek;
        copy.sum = sum;
        copy.usual = usual == null ? null : usual.clone();
        return copy;
    }
}
