package io.arrowgate.alert.state;

import io.arrowgate.alert.rule.Reading;
import io.arrowgate.alert.rule.ReadingPlaceFormat;
import io.arrowgate.batch.series.SeriesSlices;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Holds the latest readings of a series in order of event time, {@link #CAPACITY} at most. Late readings are sorted into
 * them.
 */
public final class RecentReadings {
    public static final int CAPACITY = 8;

    private static final int READING_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;
    /** Estimate for this object and the headers of its arrays. */
    private static final int OBJECT_BYTES = 128;

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
    public RecentReadings(int fields, long evictedMicros) {
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

    /** Copies one field of the reading of this rank, and its time, into {@code target}. */
    void get(int rank, Reading target, int field, int targetField) {
        int slot = slot(rank);
        target.timeMicros = timesMicros[slot];
        target.values[targetField] = values[field * CAPACITY + slot];
    }

    public void removeOldest() {
        evictedMicros = timesMicros[oldest];
        oldest = slot(1);
        size--;
    }

    /**
     * Inserts a reading after those of the same or an earlier event time; there must be room.
     *
     * @return its rank
     */
    public int insert(Reading reading) {
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
        return rank;
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

    /** Returns an estimate of the memory that this buffer takes, in bytes. */
    int memoryBytes() {
        return OBJECT_BYTES + CAPACITY * (READING_BYTES + fields * Double.BYTES);
    }

    /**
     * Writes the readings as differences from the one before.
     *
     * @param storedFields the fields that are written, because a rule may replay them
     * @param nearMicros a time near those of the readings
     * @param nearOffset an offset near those of the readings
     */
    void write(int[] storedFields, long nearMicros, long nearOffset, DataOutput out) throws IOException {
        out.writeShort(fields);
        out.writeLong(evictedMicros);
        // Without fields to replay, no reading is ever read.
        int stored = storedFields.length == 0 ? 0 : size;
        out.writeByte(stored);
        if (stored == 0) {
            return;
        }
        out.writeShort(storedFields.length);
        for (int field : storedFields) {
            out.writeShort(field);
        }
        long micros = nearMicros;
        long offset = nearOffset;
        for (int rank = 0; rank < stored; rank++) {
            int slot = slot(rank);
            VarLongFormat.write(timesMicros[slot] - micros, out);
            VarLongFormat.write(offsets[slot] - offset, out);
            VarLongFormat.write(partitions[slot], out);
            VarLongFormat.write(rowsInRecords[slot], out);
            for (int field : storedFields) {
                out.writeDouble(values[field * CAPACITY + slot]);
            }
            micros = timesMicros[slot];
            offset = offsets[slot];
        }
    }

    static RecentReadings read(long nearMicros, long nearOffset, DataInput in) throws IOException {
        RecentReadings recent = new RecentReadings(in.readUnsignedShort(), in.readLong());
        recent.size = in.readUnsignedByte();
        if (recent.size == 0) {
            return recent;
        }
        int[] storedFields = new int[in.readUnsignedShort()];
        for (int i = 0; i < storedFields.length; i++) {
            storedFields[i] = in.readUnsignedShort();
        }
        Arrays.fill(recent.values, Double.NaN);
        long micros = nearMicros;
        long offset = nearOffset;
        for (int slot = 0; slot < recent.size; slot++) {
            micros += VarLongFormat.read(in);
            offset += VarLongFormat.read(in);
            recent.timesMicros[slot] = micros;
            recent.offsets[slot] = offset;
            recent.partitions[slot] = (int) VarLongFormat.read(in);
            recent.rowsInRecords[slot] = (int) VarLongFormat.read(in);
            for (int field : storedFields) {
                recent.values[field * CAPACITY + slot] = in.readDouble();
            }
        }
        return recent;
    }

    /** Reads what 0.1.0 wrote: all fields, and no differences. */
    static RecentReadings readOf01(DataInput in) throws IOException {
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

    int[] allFields() {
        return IntStream.range(0, fields).toArray();
    }

    /** Returns whether the readings have this many fields; a savepoint may be of a stream that had fewer. */
    boolean hasFields(int count) {
        return fields == count;
    }
}
