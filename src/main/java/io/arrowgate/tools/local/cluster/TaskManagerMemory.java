package io.arrowgate.tools.local.cluster;

/**
 * Describes the current memory of a TaskManager's process.
 *
 * @param heapBytes used heap, garbage included; as of Flink's last collection of metrics, some seconds ago
 * @param directBytes direct memory of Arrow, network and Kafka; same age
 * @param residentBytes resident set size of the process
 */
public record TaskManagerMemory(long heapBytes, long directBytes, long residentBytes) {}
