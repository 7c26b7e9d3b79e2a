package io.arrowgate.decode.json;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.common.Swar;
import java.util.Arrays;

/**
 * Compares a fixed literal with the bytes at a given position of each record; literals of up to sixteen bytes without a loop.
 *
 * <p>The eight bytes before the literal's end are loaded at once. If the literal is shorter, the bytes before it are shifted out.
 */
final class LiteralMatcher {
    private final byte[] bytes;
    /** The first eight bytes of a literal longer than eight. */
    private final long head;
    /** The last eight bytes, or the whole shorter literal. */
    private final long tail;
    /** Bits of a loaded tail that precede the literal. */
    private final int tailShift;

    /** @param bytes at least one */
    LiteralMatcher(byte[] bytes) {
        this.bytes = bytes;
        head = bytes.length > Long.BYTES ? Swar.load(bytes, 0) : 0;
        tail = Swar.loadOrZero(bytes, Math.max(0, bytes.length - Long.BYTES));
        tailShift = Math.max(0, Long.SIZE - Byte.SIZE * bytes.length);
    }

    /** Returns the position after the literal, or -1 if the bytes at {@code at} differ. */
    int matchEnd(byte[] record, int at) {
        int length = bytes.length;
        int end = at + length;
        if (end > record.length) {
            return -1;
        }
        if (length > 2 * Long.BYTES || end < Long.BYTES) {
            return ByteRanges.equal(record, at, bytes, 0, length) ? end : -1;
        }
        boolean same = Swar.load(record, end - Long.BYTES) >>> tailShift == tail
                && (length <= Long.BYTES || Swar.load(record, at) == head);
        return same ? end : -1;
    }

    /** Returns whether the literal is this range of bytes. */
    boolean equals(byte[] source, int start, int end) {
        return Arrays.equals(bytes, 0, bytes.length, source, start, end);
    }
}
