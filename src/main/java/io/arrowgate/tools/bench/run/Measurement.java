package io.arrowgate.tools.bench.run;

/**
 * Holds the measurements of one run of the source alone or of the whole job, from all tasks running to the last event
 * processed.
 *
 * @param events events read
 * @param seconds wall time
 * @param cpuSeconds CPU time of the Flink process, all threads
 * @param heapBytes heap in use after the run and a garbage collection
 * @param directBytes direct memory in use after the run: Flink's network buffers, Netty's, Arrow's
 * @param peakRssBytes largest resident size of the process so far
 */
public record Measurement(
        long events, double seconds, double cpuSeconds, long heapBytes, long directBytes, long peakRssBytes) {
    public double eventsPerSecond() {
        return events / seconds;
    }

    public double eventsPerCpuSecond() {
        return events / cpuSeconds;
    }
}
