package io.arrowgate.alert.state;

import io.arrowgate.alert.rule.Reading;
import io.arrowgate.batch.series.SeriesSlices;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The latest readings of a series in order of event time, {@link #CAPACITY} at most: what a late reading is sorted into. */
public final class RecentReadings {
    public static final int CAPACITY = 8;

    private final int fields;
    private final long[] timesMicros = new long[CAPACITY];
    private final int[] partitions = new int[CAPACITY];
    private final long[] offsets = new long[CAPACITY];
    /** By field, then by place. */
    private final double[] values;
    /** Place of the oldest one; the places are a ring. */
    private int oldest;

    private int size;
    /** Event time of the latest reading that is no longer here. */
    private long goneMicros;

    /** @param goneMicros event time of the latest reading there was before; {@link Long#MIN_VALUE} if there was none */
    RecentReadings(int fields, long goneMicros) {
        this.fields = fields;
        this.goneMicros = goneMicros;
        values = new double[CAPACITY * fields];
    }

    public int size() {
        return size;
    }

    /** Whether a reading belongs before some that are no longer here, or that would have to go for it. */
    public boolean isTooLate(Reading reading) {
        return reading.timeMicros < (isFull() ? timesMicros[oldest] : goneMicros);
    }

    public boolean isFull() {
        return size == CAPACITY;
    }

    /** Removes all, and whatever came after them before this event time. */
    public void restart(long latestGoneMicros) {
        goneMicros = latestGoneMicros;
        oldest = 0;
        size = 0;
    }

    /** Copies the reading of this rank, from 0 for the oldest. */
    public void get(int rank, Reading target) {
        int place = place(rank);
        target.timeMicros = timesMicros[place];
        target.partition = partitions[place];
        target.offset = offsets[place];
        for (int field = 0; field < fields; field++) {
            target.values[field] = values[field * CAPACITY + place];
        }
    }

    public void removeOldest() {
        goneMicros = timesMicros[oldest];
        oldest = place(1);
        size--;
    }

    /** Sorts a reading in behind those of its own time; there must be room. */
    public void insert(Reading reading) {
        int rank = size++;
        while (rank > 0 && timesMicros[place(rank - 1)] > reading.timeMicros) {
            copy(place(rank - 1), place(rank));
            rank--;
        }
        int place = place(rank);
        timesMicros[place] = reading.timeMicros;
        partitions[place] = reading.partition;
        offsets[place] = reading.offset;
        for (int field = 0; field < fields; field++) {
            values[field * CAPACITY + place] = reading.values[field];
        }
    }

    /** Adds rows in order of event time, none of which is older than the newest one here; there must be room. */
    public void append(SeriesSlices slices, int begin, int end) {
        for (int row = begin; row < end; ) {
            int place = place(size);
            int count = Math.min(end - row, CAPACITY - place);
            System.arraycopy(slices.timesMicros(), row, timesMicros, place, count);
            System.arraycopy(slices.partitions(), row, partitions, place, count);
            System.arraycopy(slices.offsets(), row, offsets, place, count);
            for (int field = 0; field < fields; field++) {
                System.arraycopy(slices.values()[field], row, values, field * CAPACITY + place, count);
            }
            size += count;
            row += count;
        }
    }

    private int place(int rank) {
        return (oldest + rank) % CAPACITY;
    }

    private void copy(int from, int to) {
        timesMicros[to] = timesMicros[from];
        partitions[to] = partitions[from];
        offsets[to] = offsets[from];
        for (int field = 0; field < fields; field++) {
            values[field * CAPACITY + to] = values[field * CAPACITY + from];
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(fields);
        out.writeLong(goneMicros);
        out.writeByte(size);
        for (int rank = 0; rank < size; rank++) {
            int place = place(rank);
            out.writeLong(timesMicros[place]);
            out.writeInt(partitions[place]);
            out.writeLong(offsets[place]);
            for (int i = 0; i < fields; i++) {
                out.writeDouble(values[i * CAPACITY + place]);
            }
        }
    }

    static RecentReadings read(DataInput in) throws IOException {
        RecentReadings recent = new RecentReadings(in.readUnsignedShort(), in.readLong());
        recent.size = in.readUnsignedByte();
        for (int place = 0; place < recent.size; place++) {
            recent.timesMicros[place] = in.readLong();
            recent.partitions[place] = in.readInt();
            recent.offsets[place] = in.readLong();
            for (int i = 0; i < recent.fields; i++) {
                recent.values[i * CAPACITY + place] = in.readDouble();
            }
        }
        return recent;
    }

    RecentReadings copy() {
        RecentReadings copy = new RecentReadings(fields, goneMicros);
        Reading reading = new Reading(fields);
        for (int rank = 0; rank < size; rank++) {
            get(rank, reading);
            copy.insert(reading);
        }
        return copy;
    }

    /** Whether readings of that many fields fit; a savepoint may be of a stream that had fewer. */
    boolean hasFields(int count) {
        return fields == count;
    }
}
