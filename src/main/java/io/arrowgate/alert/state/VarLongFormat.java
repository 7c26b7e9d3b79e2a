package io.arrowgate.alert.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Encodes whole numbers near zero, such as the differences of successive readings, in few bytes: seven bits per byte, lowest first,
 * after a zigzag mapping of the sign. Same format as Protocol Buffers' {@code sint64}.
 */
final class VarLongFormat {
    /** Bit of a byte that another one follows. */
    private static final int MORE = 0x80;

    private static final int SEVEN_BITS = 0x7f;

    private VarLongFormat() {}

    static void write(long value, DataOutput out) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~SEVEN_BITS) != 0) {
            out.writeByte((int) rest | MORE);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readByte();
            value |= (long) (next & SEVEN_BITS) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
    }
}
