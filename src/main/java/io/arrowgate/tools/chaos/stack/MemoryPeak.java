package io.arrowgate.tools.chaos.stack;

/**
 * Holds the peak memory of any TaskManager. Each figure has its own maximum.
 *
 * @param heapBytes used heap, garbage included
 * @param directBytes direct memory of Arrow, Flink's network buffers and Kafka
 * @param residentBytes resident set size of the process
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
