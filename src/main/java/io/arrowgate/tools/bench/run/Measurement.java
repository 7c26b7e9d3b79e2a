package io.arrowgate.tools.bench.run;

import io.arrowgate.tools.bench.cpu.CpuUsage;

/**
 * Holds the measurements of runs of the source alone or of the whole job, from the submission to the last event processed.
 *
 * @param events events read
 * @param seconds wall time
 * @param cpu CPU time of the Flink process
 * @param heapBytes heap in use after the run and a garbage collection
 * @param directBytes direct memory in use after the run: Flink's network buffers, Netty's, Arrow's
 * @param peakRssBytes largest resident size of the process so far
 */
public record Measurement(
        long events, double seconds, CpuUsage cpu, long heapBytes, long directBytes, long peakRssBytes) {
    /** Returns the measurements of both runs together, with the memory of the larger one. */
    public Measurement plus(Measurement other) {
        return new Measurement(
                events + other.events,
                seconds + other.seconds,
                cpu.plus(other.cpu),
                Math.max(heapBytes, other.heapBytes),
                Math.max(directBytes, other.directBytes),
                Math.max(peakRssBytes, other.peakRssBytes));
    }

    public double eventsPerSecond() {
        return events / seconds;
    }

    /** Returns the events per CPU second of all threads but the compiler's. */
    public double eventsPerCpuSecond() {
        return events / cpu.withoutCompiler();
    }

    /** Returns the CPU nanoseconds per event of all threads but the compiler's. */
    public double nanosPerEvent() {
        return 1e9 * cpu.withoutCompiler() / events;
    }

    /** Returns the CPU nanoseconds per event of all threads. */
    public double nanosPerEventWithCompiler() {
        return 1e9 * cpu.seconds() / events;
    }
}
