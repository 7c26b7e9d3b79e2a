package io.arrowgate.tools.bench.rate;

import io.arrowgate.tools.bench.cpu.CpuUsage;
import io.arrowgate.tools.bench.cpu.ServerCpu;

/**
 * Holds the CPU time of job and servers in a period.
 *
 * @param seconds that were measured
 * @param events produced in that time
 * @param job CPU time of the process of job and live page
 * @param servers CPU time of broker and engine
 */
public record CpuSample(double seconds, long events, CpuUsage job, ServerCpu servers) {
    /** Returns a CPU time as percent of a core. */
    double percent(double cpuSeconds) {
        return 100 * cpuSeconds / seconds;
    }

    /** Returns a CPU time as microseconds per event. */
    double microsPerEvent(double cpuSeconds) {
        return 1e6 * cpuSeconds / events;
    }
}
