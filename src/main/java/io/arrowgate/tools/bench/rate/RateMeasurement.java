package io.arrowgate.tools.bench.rate;

import io.arrowgate.tools.bench.cpu.CpuUsage;
import io.arrowgate.tools.bench.cpu.ServerCpu;

/**
 * Holds what the system uses at one rate.
 *
 * @param rate that was requested
 * @param seconds that were measured
 * @param events produced in that time
 * @param job CPU time of the process of job and live page
 * @param servers CPU time of broker and engine
 * @param rows latency from producing a reading until its row is visible
 * @param alerts latency from producing a reading until its alert is on the topic
 */
public record RateMeasurement(
        LoadRate rate, double seconds, long events, CpuUsage job, ServerCpu servers, Latency rows, Latency alerts) {
    /** Returns a CPU time as percent of a core. */
    double percent(double cpuSeconds) {
        return 100 * cpuSeconds / seconds;
    }

    /** Returns the CPU time of job, broker and engine, without the compiler's. */
    public double systemSeconds() {
        return job.withoutCompiler() + servers.seconds();
    }

    /** Returns a CPU time as microseconds per event. */
    double microsPerEvent(double cpuSeconds) {
        return 1e6 * cpuSeconds / events;
    }
}
