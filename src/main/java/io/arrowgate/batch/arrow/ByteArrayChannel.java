package io.arrowgate.batch.arrow;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/**
 * Collects the written bytes in an array that grows. Not thread-safe.
 *
 * <p>The JDK's channel for a {@code ByteArrayOutputStream} fails in an interrupted thread, and Flink interrupts the thread of a cancelled
 * task. An encoder that fails halfway leaks the buffers that Arrow has compressed by then. That channel also copies the bytes twice.
 */
final class ByteArrayChannel implements WritableByteChannel {
    private byte[] bytes;
    private int size;

    ByteArrayChannel(int initialCapacity) {
        bytes = new byte[initialCapacity];
    }

    @Override
    public int write(ByteBuffer source) {
        int length = source.remaining();
        int end = Math.addExact(size, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
        source.get(bytes, size, length);
        size = end;
        return length;
    }

    /** Returns a copy of the bytes written so far. */
    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Does nothing: the bytes stay readable. */
    @Override
    public void close() {}
}
