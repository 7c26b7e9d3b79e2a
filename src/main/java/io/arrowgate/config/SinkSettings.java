package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.check;
import static io.arrowgate.config.option.SettingChecks.checkAtLeast;
import static io.arrowgate.config.option.SettingChecks.checkPresent;

import io.arrowgate.config.option.ResolvedOptions;
import java.io.Serializable;

/**
 * Describes how pending batches are buffered and what happens to rejected ones. All limits apply to one subtask.
 *
 * @param maxInflightInserts new batches inserted concurrently
 * @param onRejectedBatch what happens to a batch whose content ClickHouse rejects twice
 * @param rejectedBatchesTopic topic for rejected batches if the job continues
 * @param maxConsecutiveRejectedBatches after which a subtask stops diverting batches until an insert succeeds
 * @param spillThresholdBytes of pending batches, beyond which further ones are spilled to files
 * @param maxBufferedBytes of pending batches, in memory and spilled, beyond which the source is throttled
 * @param spillDir URI for spilled batches; null for none
 */
public record SinkSettings(
        int maxInflightInserts,
        OnRejectedBatch onRejectedBatch,
        String rejectedBatchesTopic,
        int maxConsecutiveRejectedBatches,
        long spillThresholdBytes,
        long maxBufferedBytes,
        String spillDir)
        implements Serializable {
    /** Selects what happens to a batch whose content ClickHouse rejects twice. */
    public enum OnRejectedBatch {
        FAIL("fail"),
        DEAD_LETTER("dead-letter");

        private final String text;

        OnRejectedBatch(String text) {
            this.text = text;
        }

        /** Returns the text of the option value. */
        @Override
        public String toString() {
            return text;
        }
    }

    public SinkSettings {
        checkAtLeast(1, ArrowgateOptions.CLICKHOUSE_MAX_INFLIGHT_INSERTS, maxInflightInserts);
        checkPresent(ArrowgateOptions.CLICKHOUSE_REJECTED_BATCHES_TOPIC, rejectedBatchesTopic);
        checkAtLeast(1, ArrowgateOptions.CLICKHOUSE_MAX_CONSECUTIVE_REJECTED_BATCHES, maxConsecutiveRejectedBatches);
        check(
                maxBufferedBytes >= spillThresholdBytes,
                ArrowgateOptions.CLICKHOUSE_MAX_BUFFERED_BYTES,
                maxBufferedBytes,
                "bytes are less than %s; give at least %d"
                        .formatted(ArrowgateOptions.CLICKHOUSE_SPILL_THRESHOLD.key(), spillThresholdBytes));
    }

    static SinkSettings from(ResolvedOptions options) {
        return new SinkSettings(
                options.get(ArrowgateOptions.CLICKHOUSE_MAX_INFLIGHT_INSERTS),
                options.get(ArrowgateOptions.CLICKHOUSE_ON_REJECTED_BATCH),
                options.get(ArrowgateOptions.CLICKHOUSE_REJECTED_BATCHES_TOPIC),
                options.get(ArrowgateOptions.CLICKHOUSE_MAX_CONSECUTIVE_REJECTED_BATCHES),
                options.get(ArrowgateOptions.CLICKHOUSE_SPILL_THRESHOLD).getBytes(),
                options.get(ArrowgateOptions.CLICKHOUSE_MAX_BUFFERED_BYTES).getBytes(),
                options.get(ArrowgateOptions.CLICKHOUSE_SPILL_DIR));
    }

    /** Returns these settings with the given spill directory if they have none. */
    public SinkSettings withDefaultSpillDir(String dir) {
        return spillDir != null
                ? this
                : new SinkSettings(
                        maxInflightInserts,
                        onRejectedBatch,
                        rejectedBatchesTopic,
                        maxConsecutiveRejectedBatches,
                        spillThresholdBytes,
                        maxBufferedBytes,
                        dir);
    }
}
