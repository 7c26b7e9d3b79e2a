package io.arrowgate.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The extreme of a value over a sliding window of event time. Exact while readings are at least one {@link #SLOTS slot}, an eighth of
 * the window, apart; else one that leaves the window may take along those that followed it within a slot.
 *
 * <p>Only values that may yet be the extreme are kept: each is outdone by all before it, which leave the window sooner. So the
 * first one is the extreme, and a value costs the same however it moves.
 */
final class ChangeWindow implements ConditionState {
    private static final int SLOTS = 8;
    /** Both ends of the window count. */
    private static final int CAPACITY = SLOTS + 1;

    private static final long EMPTY = Long.MIN_VALUE;

    // A ring, in order of event time.
    private final long[] times = new long[CAPACITY];
    private final double[] extremes = new double[CAPACITY];
    private int first;
    private int size;

    /** The least value (the greatest, if values were added with sign -1) at most {@code widthMicros} before the time; NaN if there is none. */
    double extreme(long timeMicros, long widthMicros) {
        while (size > 0 && timeMicros - times[first] > widthMicros) {
            removeFirst();
        }
        return first();
    }

    /** As {@link #extreme}, as of the latest value. */
    double first() {
        return size == 0 ? Double.NaN : extremes[first];
    }

    /**
     * Passes over rows that leave the window as it is, and whose values are short of a bound beyond the extreme: they are between the
     * latest value that was kept and the bound, and come soon after it. Most rows are such.
     *
     * @param times of the rows from {@code begin} to {@code end}, exclusive; they never go back
     * @return the first row that is not passed over; {@code end} if there is none
     */
    int passUnchanged(long[] times, double[] values, int begin, int end, long widthMicros, double bound) {
        if (size == 0) {
            return begin;
        }
        int last = place(size - 1);
        double least = Math.min(extremes[last], bound);
        double greatest = Math.max(extremes[last], bound);
        long until = Math.min(this.times[first] + widthMicros, this.times[last] + widthMicros / SLOTS - 1);
        int row = begin;
        while (row < end && values[row] > least && values[row] < greatest && times[row] <= until) {
            row++;
        }
        return row;
    }

    /** Takes a value in; times never go back. */
    void add(long timeMicros, long widthMicros, double value, int sign) {
        while (size > 0 && isOutdone(extremes[place(size - 1)], value, sign)) {
            size--;
        }
        if (size > 0 && timeMicros - times[place(size - 1)] < widthMicros / SLOTS) {
            return;
        }
        if (size == CAPACITY) {
            removeFirst(); // It has left the window.
        }
        times[place(size)] = timeMicros;
        extremes[place(size)] = value;
        size++;
    }

    private static boolean isOutdone(double extreme, double value, int sign) {
        return sign > 0 ? value <= extreme : value >= extreme;
    }

    private void removeFirst() {
        first = place(1);
        size--;
    }

    private int place(int rank) {
        int place = first + rank;
        return place < CAPACITY ? place : place - CAPACITY;
    }

    @Override
    public Kind kind() {
        return Kind.CHANGE;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        for (int rank = 0; rank < CAPACITY; rank++) {
            out.writeLong(rank < size ? times[place(rank)] : EMPTY);
            out.writeDouble(rank < size ? extremes[place(rank)] : 0);
        }
    }

    static ChangeWindow read(DataInput in) throws IOException {
        ChangeWindow window = new ChangeWindow();
        for (int rank = 0; rank < CAPACITY; rank++) {
            window.times[rank] = in.readLong();
            window.extremes[rank] = in.readDouble();
            window.size += window.times[rank] == EMPTY ? 0 : 1;
        }
        return window;
    }

    @Override
    public ChangeWindow copy() {
        ChangeWindow copy = new ChangeWindow();
        copy.set(this);
        return copy;
    }

    @Override
    public void set(ConditionState other) {
        ChangeWindow window = (ChangeWindow) other;
        System.arraycopy(window.times, 0, times, 0, CAPACITY);
        System.arraycopy(window.extremes, 0, extremes, 0, CAPACITY);
        first = window.first;
        size = window.size;
    }
}
