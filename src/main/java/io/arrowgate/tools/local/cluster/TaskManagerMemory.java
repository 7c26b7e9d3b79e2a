package io.arrowgate.tools.local.cluster;

/**
 * What one TaskManager's process takes just now.
 *
 * @param heapBytes used, garbage included; as old as Flink's own collection of metrics, some seconds
 * @param directBytes of Arrow, network and Kafka together; as old as the former
 * @param residentBytes of the whole process, as the system counts it
 */
public record TaskManagerMemory(long heapBytes, long directBytes, long residentBytes) {}
