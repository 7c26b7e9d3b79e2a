package io.arrowgate.decode.row;

/**
 * Stores the bytes of values that are not a range of the raw record, because they were joined or unescaped. Reused for all
 * records.
 *
 * <p>Returned ranges are valid until {@link #clear}: if the array is full, a new one is allocated and the old one stays with its
 * readers. The next {@link #clear} after a huge record frees its memory.
 */
public final class ScratchBuffer {
    private static final int KEPT_BYTES = 64 * 1024;

    private static final int INITIAL_BYTES = 256;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    /** Invalidates all ranges. */
    public void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    /** Reserves space for a value of at most {@code size} bytes; returns its start in {@link #bytes}. */
    public int reserve(int size) {
        if (bytes.length - length < size) {
            bytes = new byte[Math.max(size, Math.min(bytes.length * 2, KEPT_BYTES))];
            length = 0;
        }
        return length;
    }

    public void append(byte b) {
        bytes[length++] = b;
    }

    void append(byte[] source, int start, int end) {
        System.arraycopy(source, start, bytes, length, end - start);
        length += end - start;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Returns the position of the next byte. */
    public int end() {
        return length;
    }
}
