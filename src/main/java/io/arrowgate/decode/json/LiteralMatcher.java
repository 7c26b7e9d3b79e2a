package io.arrowgate.decode.json;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.common.Swar;

/**
 * Bytes that are looked for at a given place of record after record; up to sixteen are compared without a loop.
 *
 * <p>A record's last eight bytes of the place are loaded at once, what stands before the place among them and shifted out.
 */
final class LiteralMatcher {
    private final byte[] bytes;
    /** The first eight bytes, if there are more than eight. */
    private final long head;
    /** The last eight bytes, or all of them. */
    private final long tail;
    /** Bits of a loaded tail that stand before the place. */
    private final int tailShift;

    /** @param bytes at least one */
    LiteralMatcher(byte[] bytes) {
        this.bytes = bytes;
        head = bytes.length > Long.BYTES ? Swar.load(bytes, 0) : 0;
        tail = Swar.loadOrZero(bytes, Math.max(0, bytes.length - Long.BYTES));
        tailShift = Math.max(0, Long.SIZE - Byte.SIZE * bytes.length);
    }

    /** Position behind these bytes, or -1 if they do not stand at {@code at}. */
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
}
