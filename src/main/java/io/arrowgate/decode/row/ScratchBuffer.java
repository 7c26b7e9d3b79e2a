package io.arrowgate.decode.row;

/**
 * Bytes of values that are not a range of the raw record, because they are joined or had escapes; reused from record to record.
 *
 * <p>Ranges handed out hold until {@link #clear}: a full array is left to its readers and a new one begun. Memory that a huge
 * record took is given back at the next {@link #clear}.
 */
public final class ScratchBuffer {
    private static final int KEPT_BYTES = 64 * 1024;

    private static final int INITIAL_BYTES = 256;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    /** Ends all ranges. */
    public void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    /** Makes room for a value of at most {@code size} bytes; returns where it begins in {@link #bytes}. */
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

    /** Where the next byte goes. */
    public int end() {
        return length;
    }
}
