package io.arrowgate.alert.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.DoubleUnaryOperator;

/**
 * Computes the minimum or maximum of a value over a sliding window of event time. The result is exact while readings are
 * at least one {@link #SLOTS slot}, an eighth of the window, apart. Otherwise a value that leaves the window may take
 * along those within a slot after it.
 *
 * <p>Keeps only values that may still become the extreme: each is less extreme than all before it, which leave the
 * window sooner. So the first one is the extreme, and adding a value has constant amortized cost.
 */
final class SlidingExtremum implements ConditionState {
    private static final int SLOTS = 8;
    /** Includes both ends of the window. */
    private static final int CAPACITY = SLOTS + 1;

    /** Estimate for this object and the headers of its arrays, in bytes. */
    private static final int OBJECT_BYTES = 64;

    private static final long EMPTY = Long.MIN_VALUE;

    // A ring, in order of event time.
    private final long[] times = new long[CAPACITY];
    private final double[] extremes = new double[CAPACITY];
    private int first;
    private int size;

    /**
     * Returns the minimum (the maximum, if values were added with sign -1) of the values at most {@code widthMicros}
     * before the time; NaN if there is none.
     */
    double extreme(long timeMicros, long widthMicros) {
        while (size > 0 && timeMicros - times[first] > widthMicros) {
            removeFirst();
        }
        return size == 0 ? Double.NaN : extremes[first];
    }

    /**
     * Processes rows while no value reaches its bound, needs an entry of its own, or replaces more than the latest
     * entry. Most rows are of this sort. The window is then what {@link #extreme} and {@link #add} would have produced.
     *
     * @param rowTimes of the rows from {@code begin} to {@code end}, exclusive; never decreasing
     * @param bound maps an extreme to the bound of the values after it
     * @return the first row that is not processed; {@code end} if there is none
     */
    int skipNonBreaching(
            long[] rowTimes,
            double[] values,
            int begin,
            int end,
            long widthMicros,
            int sign,
            DoubleUnaryOperator bound) {
        if (size == 0) {
            return begin;
        }
        int last = place(size - 1);
        // Maxima are handled as minima of the negated values.
        double latest = sign * extremes[last];
        long latestTime = times[last];
        double floor = size == 1 ? Double.NEGATIVE_INFINITY : sign * extremes[place(size - 2)];
        double ceiling = sign * bound.applyAsDouble(extremes[first]);
        long until = times[first] + widthMicros;
        int row = begin;
        while (row < end) {
            double value = sign * values[row];
            boolean isBetween = value > floor && value < ceiling;
            if (!isBetween || rowTimes[row] > until) {
                break;
            }
            if (value <= latest) {
                // Like the latest entry, it is at least a slot after the entry before.
                latest = value;
                latestTime = rowTimes[row];
                if (size == 1) {
                    ceiling = sign * bound.applyAsDouble(values[row]);
                    until = latestTime + widthMicros;
                }
            } else if (rowTimes[row] - latestTime >= widthMicros / SLOTS) {
                break;
            }
            row++;
        }
        extremes[last] = sign * latest;
        times[last] = latestTime;
        return row;
    }

    /** Adds a value; times never decrease. */
    void add(long timeMicros, long widthMicros, double value, int sign) {
        while (size > 0 && isReplaced(extremes[place(size - 1)], value, sign)) {
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

    private static boolean isReplaced(double extreme, double value, int sign) {
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
        return Kind.WINDOW;
    }

    @Override
    public int memoryBytes() {
        return OBJECT_BYTES + CAPACITY * (Long.BYTES + Double.BYTES);
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(size);
        for (int rank = 0; rank < size; rank++) {
            out.writeLong(times[place(rank)]);
            out.writeDouble(extremes[place(rank)]);
        }
    }

    static SlidingExtremum read(DataInput in) throws IOException {
        SlidingExtremum window = new SlidingExtremum();
        window.size = in.readUnsignedByte();
        for (int rank = 0; rank < window.size; rank++) {
            window.times[rank] = in.readLong();
            window.extremes[rank] = in.readDouble();
        }
        return window;
    }

    /** Reads what 0.1.0 wrote: a full window, with marked empty places. */
    static SlidingExtremum readOf01(DataInput in) throws IOException {
        SlidingExtremum window = new SlidingExtremum();
        for (int rank = 0; rank < CAPACITY; rank++) {
            window.times[rank] = in.readLong();
            window.extremes[rank] = in.readDouble();
            window.size += window.times[rank] == EMPTY ? 0 : 1;
        }
        return window;
    }

    @Override
    public SlidingExtremum copy() {
        SlidingExtremum copy = new SlidingExtremum();
        copy.set(this);
        return copy;
    }

    @Override
    public void set(ConditionState other) {
        SlidingExtremum window = (SlidingExtremum) other;
        System.arraycopy(window.times, 0, times, 0, CAPACITY);
        System.arraycopy(window.extremes, 0, extremes, 0, CAPACITY);
        first = window.first;
        size = window.size;
    }
}
