package io.arrowgate.tools.bench.cpu;

/**
 * Holds the ids of the server processes of the local stack.
 *
 * @param engine ClickHouse's process; 0 if it was not started here
 * @param broker Kafka's process; 0 if it was not started here
 */
public record ServerPids(long engine, long broker) {}
