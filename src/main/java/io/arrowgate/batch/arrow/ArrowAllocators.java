package io.arrowgate.batch.arrow;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Creates the allocators of Arrow's memory.
 *
 * <p>Its methods throw a {@link MemoryAccessException} if this JVM does not allow Arrow to access direct memory.
 */
public final class ArrowAllocators {
    private ArrowAllocators() {}

    /** Creates an allocator without a limit. */
    public static BufferAllocator unlimited() {
        return limited(Long.MAX_VALUE);
    }

    /**
     * Creates an allocator that allocates at most a number of bytes.
     *
     * @param maxBytes limit of the allocated memory
     */
    public static BufferAllocator limited(long maxBytes) {
        try {
            BufferAllocator allocator = new RootAllocator(maxBytes);
            try (ArrowBuf buffer = allocator.buffer(1)) {
                buffer.nioBuffer(0, 1); // Needs java.nio, which the creation alone does not.
            }
            return allocator;
        } catch (LinkageError | UnsupportedOperationException e) {
            throw new MemoryAccessException(e);
        }
    }
}
