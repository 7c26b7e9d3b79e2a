package io.arrowgate.tools.bench.cpu;

/**
 * Holds the CPU time of the servers during a run.
 *
 * @param engineSeconds of ClickHouse; 0 if its process is not on this machine
 * @param brokerSeconds of Kafka; 0 if its process is not on this machine
 */
public record ServerCpu(double engineSeconds, double brokerSeconds) {
    public double seconds() {
        return engineSeconds + brokerSeconds;
    }
}
