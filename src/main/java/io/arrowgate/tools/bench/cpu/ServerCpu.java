package io.arrowgate.tools.bench.cpu;

/**
 * Holds the CPU time of the servers during a run.
 *
 * @param engineSeconds of ClickHouse without its interface's compiler; 0 if its process is not on this machine
 * @param brokerSeconds of Kafka without its compiler; 0 if its process is not on this machine
 * @param compilerSeconds of the just-in-time compilers of both processes, which the other values do not include
 */
public record ServerCpu(double engineSeconds, double brokerSeconds, double compilerSeconds) {
    /** Returns the seconds of both without the compilers. */
    public double seconds() {
        return engineSeconds + brokerSeconds;
    }
}
