package io.arrowgate.tools.chaos.stack;

/**
 * The most memory that any one TaskManager was seen to take, each figure by itself.
 *
 * @param heapBytes used, garbage included
 * @param directBytes Arrow's, Flink's network buffers and Kafka's together
 * @param residentBytes of the whole process, as the system counts it
 */
public record MemoryPeak(long heapBytes, long directBytes, long residentBytes) {
    public static final MemoryPeak NONE = new MemoryPeak(0, 0, 0);

    MemoryPeak max(MemoryPeak other) {
        return new MemoryPeak(
                Math.max(heapBytes, other.heapBytes),
                Math.max(directBytes, other.directBytes),
                Math.max(residentBytes, other.residentBytes));
    }
}
