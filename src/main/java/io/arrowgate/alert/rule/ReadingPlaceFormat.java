package io.arrowgate.alert.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Encodes where a reading came from, for savepoints. The format of version 0.1.0 has partition and offset. If the reading is not the
 * first row of its record, the partition is inverted, which makes it negative, and the position in the record follows the offset.
 */
public final class ReadingPlaceFormat {
    private ReadingPlaceFormat() {}

    /** Writes partition, offset and position. */
    public static void write(int partition, long offset, int rowInRecord, DataOutput out) throws IOException {
        out.writeInt(rowInRecord == 0 ? partition : ~partition);
        out.writeLong(offset);
        if (rowInRecord != 0) {
            out.writeInt(rowInRecord);
        }
    }

    /** Returns the partition, from its encoded number. */
    public static int partition(int encoded) {
        return encoded < 0 ? ~encoded : encoded;
    }

    /** Reads the position, after partition and offset. */
    public static int readRowInRecord(int encodedPartition, DataInput in) throws IOException {
        return encodedPartition < 0 ? in.readInt() : 0;
    }
}
