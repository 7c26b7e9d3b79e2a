package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.checkAtLeast;
import static io.arrowgate.config.option.SettingChecks.checkPositive;

import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;
import java.time.Duration;

/**
 * Describes when a micro-batch closes: at the first limit that it reaches, and always at a checkpoint barrier.
 *
 * @param maxRows rows
 * @param maxAge time since its first row, in processing time; a checkpoint that is due within this time again is awaited
 * @param maxBytes encoded size of a message
 * @param maxDays distinct event days (UTC), each of which is a partition of the table
 * @param arrowMemoryBytes limit of the Arrow memory of one subtask
 */
public record BatchSettings(int maxRows, Duration maxAge, int maxBytes, int maxDays, long arrowMemoryBytes)
        implements Serializable {
    /** Schema and dictionaries alone take some kilobytes of every message. */
    private static final int MIN_MESSAGE_BYTES = 16 << 10;

    public BatchSettings {
        checkAtLeast(1, ArrowgateOptions.BATCH_MAX_ROWS, maxRows);
        checkPositive(ArrowgateOptions.BATCH_MAX_AGE, maxAge);
        checkAtLeast(MIN_MESSAGE_BYTES, ArrowgateOptions.BATCH_MAX_BYTES, maxBytes);
        checkAtLeast(1, ArrowgateOptions.BATCH_MAX_DAYS, maxDays);
        checkAtLeast(1, ArrowgateOptions.BATCH_ARROW_MEMORY, arrowMemoryBytes);
    }

    /** Reads the settings from the options. */
    public static BatchSettings from(ResolvedOptions options) {
        return new BatchSettings(
                options.get(ArrowgateOptions.BATCH_MAX_ROWS),
                options.get(ArrowgateOptions.BATCH_MAX_AGE),
                options.bytes(ArrowgateOptions.BATCH_MAX_BYTES),
                options.get(ArrowgateOptions.BATCH_MAX_DAYS),
                options.get(ArrowgateOptions.BATCH_ARROW_MEMORY).getBytes());
    }
}
