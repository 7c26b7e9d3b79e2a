package io.arrowgate.tools.bench.run;

import io.arrowgate.tools.bench.cpu.ServerCpu;

/**
 * Holds the measurements of one run of the whole job.
 *
 * @param run time and memory
 * @param servers CPU time of broker and engine until the engine has finished its merges
 * @param checkpoints Flink's checkpoint statistics
 * @param alerts rows in the alert table at the end, fired and resolved
 */
public record JobMeasurement(Measurement run, ServerCpu servers, CheckpointStats checkpoints, long alerts) {
    /** Returns the CPU nanoseconds per event of job, broker and engine, without the job's compiler. */
    public double systemNanosPerEvent() {
        return run.nanosPerEvent() + 1e9 * servers.seconds() / run.events();
    }

    public double engineNanosPerEvent() {
        return 1e9 * servers.engineSeconds() / run.events();
    }

    public double brokerNanosPerEvent() {
        return 1e9 * servers.brokerSeconds() / run.events();
    }
}
