package io.arrowgate.tools.chaos.stack;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.option.ResolvedOptions;

/** Presets the job options that the user has not set, with short timeouts so that many faults fit into a few minutes. */
public final class ChaosOptions {
    private static final String ORIGIN = "chaos";

    private ChaosOptions() {}

    public static ResolvedOptions preset(ResolvedOptions options) {
        return options.withPreset(ArrowgateOptions.JOB_NAME, "chaos", ORIGIN)
                // The local engine's database "default" is not Atomic, unlike a server's.
                .withPreset(ArrowgateOptions.CLICKHOUSE_DATABASE, "chaos", ORIGIN)
                .withPreset(ArrowgateOptions.PARALLELISM, "2", ORIGIN)
                .withPreset(ArrowgateOptions.CHECKPOINT_INTERVAL, "2 s", ORIGIN)
                .withPreset(ArrowgateOptions.CLICKHOUSE_CONNECT_TIMEOUT, "2 s", ORIGIN)
                .withPreset(ArrowgateOptions.CLICKHOUSE_REQUEST_TIMEOUT, "8 s", ORIGIN)
                .withPreset(ArrowgateOptions.CLICKHOUSE_RETRY_MAX_BACKOFF, "2 s", ORIGIN)
                // Less than the batches of one checkpoint, so that some are spilled.
                .withPreset(ArrowgateOptions.CLICKHOUSE_SPILL_THRESHOLD, "64 kb", ORIGIN);
    }
}
