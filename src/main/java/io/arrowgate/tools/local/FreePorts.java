package io.arrowgate.tools.local;

import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.ResolvedOptions;
import java.util.List;
import picocli.CommandLine.Option;

/** Holds the flag that takes free ports for all servers of the local stack. */
public final class FreePorts {
    private static final String FLAG = "--free-ports";

    @Option(
            names = FLAG,
            description =
                    "Take free ports for all servers whose port is not given, and print them. Commands with the same"
                            + " --data-dir find them.")
    private boolean free;

    /** Sets the ports that are not given to 0. */
    public ResolvedOptions applyTo(ResolvedOptions options) {
        ResolvedOptions applied = options;
        for (ArrowgateOption<Integer> port : List.of(
                LocalOptions.KAFKA_PORT,
                LocalOptions.CLICKHOUSE_PORT,
                LocalOptions.FLINK_UI_PORT,
                LocalOptions.LIVE_PORT)) {
            applied = free ? applied.withPreset(port, "0", FLAG) : applied;
        }
        return applied;
    }

    public boolean isSet() {
        return free;
    }
}
