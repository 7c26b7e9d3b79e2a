package io.arrowgate.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The extreme of a value over a sliding window of event time, in {@link #SLOTS} slots, each with the time of its own extreme. Exact
 * while no two readings share a slot; else readings that left the window may take the rest of their slot along.
 */
final class ChangeWindow implements ConditionState {
    private static final int SLOTS = 8;
    private static final long EMPTY = Long.MIN_VALUE;

    /** Times of the extremes; the slot of a time is its number of slot widths, modulo the slots. */
    private final long[] times;

    private final double[] extremes;

    // The extreme that was found last: it stands until it leaves the window or is outdone. Found anew if it is not
    // known.
    private long foundMicros = EMPTY;
    private double found;

    ChangeWindow() {
        this(new long[SLOTS + 1], new double[SLOTS + 1]);
        Arrays.fill(times, EMPTY);
    }

    private ChangeWindow(long[] times, double[] extremes) {
        this.times = times;
        this.extremes = extremes;
    }

    /** The least value (the greatest, if {@code sign} is -1) at most {@code widthMicros} before the time; NaN if there is none. */
    double extreme(long timeMicros, long widthMicros, int sign) {
        if (foundMicros == EMPTY || timeMicros - foundMicros > widthMicros) {
            find(timeMicros, widthMicros, sign);
        }
        return foundMicros == EMPTY ? Double.NaN : found;
    }

    private void find(long timeMicros, long widthMicros, int sign) {
        foundMicros = EMPTY;
        for (int i = 0; i < times.length; i++) {
            boolean within = times[i] != EMPTY && timeMicros - times[i] <= widthMicros;
            if (within && (foundMicros == EMPTY || extremes[i] * sign < found * sign)) {
                foundMicros = times[i];
                found = extremes[i];
            }
        }
    }

    /** Takes a value in; times never go back. */
    void add(long timeMicros, long widthMicros, double value, int sign) {
        long slotMicros = Math.max(1, widthMicros / SLOTS);
        long number = Math.floorDiv(timeMicros, slotMicros);
        int slot = (int) Math.floorMod(number, (long) times.length);
        boolean sameSlot = times[slot] != EMPTY && Math.floorDiv(times[slot], slotMicros) == number;
        if (!sameSlot || value * sign <= extremes[slot] * sign) {
            times[slot] = timeMicros;
            extremes[slot] = value;
        }
        if (foundMicros == EMPTY || value * sign <= found * sign) {
            foundMicros = timeMicros;
            found = value;
        }
    }

    @Override
    public Kind kind() {
        return Kind.CHANGE;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (int i = 0; i < times.length; i++) {
            out.writeLong(times[i]);
            out.writeDouble(extremes[i]);
        }
    }

    static ChangeWindow read(DataInput in) throws IOException {
        ChangeWindow window = new ChangeWindow();
        for (int i = 0; i < window.times.length; i++) {
            window.times[i] = in.readLong();
            window.extremes[i] = in.readDouble();
        }
        return window;
    }

    @Override
    public ChangeWindow copy() {
        return new ChangeWindow(times.clone(), extremes.clone());
    }
}
