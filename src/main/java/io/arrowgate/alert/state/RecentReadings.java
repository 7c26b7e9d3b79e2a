package io.arrowgate.alert.state;

import io.arrowgate.alert.rule.Reading;
import io.arrowgate.alert.rule.ReadingPlaceFormat;
import io.arrowgate.batch.series.SeriesSlices;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Holds the latest readings of a series in order of event time, {@link #CAPACITY} at most. Late readings are sorted into
 * them.
 */
public final class RecentReadings {
    public static final int CAPACITY = 8;

    private final int fields;
    private final long[] timesMicros = new long[CAPACITY];
    private final int[] partitions = new int[CAPACITY];
    private final long[] offsets = new long[CAPACITY];
    private final int[] rowsInRecords = new int[CAPACITY];
    /** Ordered by field, then by slot. */
    private final double[] values;
    /** Slot of the oldest reading; the slots are a ring. */
    private int oldest;

    private int size;
    /** Event time of the latest reading that has been removed. */
    private long evictedMicros;

    /**
     * Creates an empty buffer.
     *
     * @param evictedMicros event time of the latest earlier reading; {@link Long#MIN_VALUE} if there was none
     */
    RecentReadings(int fields, long evictedMicros) {
        this.fields = fields;
        this.evictedMicros = evictedMicros;
        values = new double[CAPACITY * fields];
    }

    public int size() {
        return size;
    }

    /** Returns whether a reading is older than some that have been removed, or that would have to be removed for it. */
    public boolean isTooLate(Reading reading) {
        return reading.timeMicros < (isFull() ? timesMicros[oldest] : evictedMicros);
    }

    public boolean isFull() {
        return size == CAPACITY;
    }

    /** Removes all readings, and marks later ones up to this event time as removed. */
    public void restart(long latestEvictedMicros) {
        evictedMicros = latestEvictedMicros;
        oldest = 0;
        size = 0;
    }

    /** Copies the reading of this rank into {@code target}; rank 0 is the oldest. */
    public void get(int rank, Reading target) {
        int slot = slot(rank);
        target.timeMicros = timesMicros[slot];
        target.partition = partitions[slot];
        target.offset = offsets[slot];
        target.rowInRecord = rowsInRecords[slot];
        for (int field = 0; field < fields; field++) {
            target.values[field] = values[field * CAPACITY + slot];
        }
    }

    public void removeOldest() {
        evictedMicros = timesMicros[oldest];
        oldest = slot(1);
        size--;
    }

    /** Inserts a reading after those of the same or an earlier event time; there must be room. */
    public void insert(Reading reading) {
        int rank = size++;
        while (rank > 0 && timesMicros[slot(rank - 1)] > reading.timeMicros) {
            copy(slot(rank - 1), slot(rank));
            rank--;
        }
        int slot = slot(rank);
        timesMicros[slot] = reading.timeMicros;
        partitions[slot] = reading.partition;
        offsets[slot] = reading.offset;
        rowsInRecords[slot] = reading.rowInRecord;
        for (int field = 0; field < fields; field++) {
            values[field * CAPACITY + slot] = reading.values[field];
        }
    }

    /** Appends rows in order of event time, none of which is older than the newest reading here; there must be room. */
    public void append(SeriesSlices slices, int begin, int end) {
        for (int row = begin; row < end; ) {
            int slot = slot(size);
            int count = Math.min(end - row, CAPACITY - slot);
            System.arraycopy(slices.timesMicros(), row, timesMicros, slot, count);
            System.arraycopy(slices.partitions(), row, partitions, slot, count);
            System.arraycopy(slices.offsets(), row, offsets, slot, count);
            if (slices.rowsInRecords() == null) {
                Arrays.fill(rowsInRecords, slot, slot + count, 0);
            } else {
                System.arraycopy(slices.rowsInRecords(), row, rowsInRecords, slot, count);
            }
            for (int field = 0; field < fields; field++) {
                System.arraycopy(slices.values()[field], row, values, field * CAPACITY + slot, count);
            }
            size += count;
            row += count;
        }
    }

    private int slot(int rank) {
        return (oldest + rank) % CAPACITY;
    }

    private void copy(int from, int to) {
        timesMicros[to] = timesMicros[from];
        partitions[to] = partitions[from];
        offsets[to] = offsets[from];
        rowsInRecords[to] = rowsInRecords[from];
        for (int field = 0; field < fields; field++) {
            values[field * CAPACITY + to] = values[field * CAPACITY + from];
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(fields);
        out.writeLong(evictedMicros);
        out.writeByte(size);
        for (int rank = 0; rank < size; rank++) {
            int slot = slot(rank);
            out.writeLong(timesMicros[slot]);
            ReadingPlaceFormat.write(partitions[slot], offsets[slot], rowsInRecords[slot], out);
            for (int i = 0; i < fields; i++) {
                out.writeDouble(values[i * CAPACITY + slot]);
            }
        }
    }

    static RecentReadings read(DataInput in) throws IOException {
        RecentReadings recent = new RecentReadings(in.readUnsignedShort(), in.readLong());
        recent.size = in.readUnsignedByte();
        for (int slot = 0; slot < recent.size; slot++) {
            recent.timesMicros[slot] = in.readLong();
            int encodedPartition = in.readInt();
            recent.partitions[slot] = ReadingPlaceFormat.partition(encodedPartition);
            recent.offsets[slot] = in.readLong();
            recent.rowsInRecords[slot] = ReadingPlaceFormat.readRowInRecord(encodedPartition, in);
            for (int i = 0; i < recent.fields; i++) {
                recent.values[i * CAPACITY + slot] = in.readDouble();
            }
        }
        return recent;
    }

    RecentReadings copy() {
        RecentReadings copy = new RecentReadings(fields, evictedMicros);
        Reading reading = new Reading(fields);
        for (int rank = 0; rank < size; rank++) {
            get(rank, reading);
            copy.insert(reading);
        }
        return copy;
    }

    /** Returns whether the readings have this many fields; a savepoint may be of a stream that had fewer. */
    boolean hasFields(int count) {
        return fields == count;
    }
}
