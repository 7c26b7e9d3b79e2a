package io.arrowgate.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a micro-batch closes; whichever comes first, and always at a checkpoint barrier.
 *
 * @param maxRows rows
 * @param maxAge time since its first row, in processing time
 * @param maxBytes encoded size of a message
 * @param maxDays distinct event days (UTC), each of which is a partition of the table
 * @param arrowMemoryBytes bound of the Arrow memory of one subtask
 */
public record BatchSettings(int maxRows, Duration maxAge, int maxBytes, int maxDays, long arrowMemoryBytes)
        implements Serializable {}
