package io.arrowgate.tools.option;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Adds the flags of a connection to ClickHouse, by default that of the local stack. */
public final class ClickHouseFlags {
    private ClickHouseFlags() {}

    /** Returns the command with the flags as a mixin. */
    public static CommandSpec addTo(CommandSpec command) {
        return command.addMixin(
                "clickhouse",
                OptionFlags.mixin(List.of(
                        ArrowgateOptions.CLICKHOUSE_URL,
                        ArrowgateOptions.CLICKHOUSE_USER,
                        ArrowgateOptions.CLICKHOUSE_PASSWORD,
                        ArrowgateOptions.CLICKHOUSE_DATABASE,
                        ArrowgateOptions.CLICKHOUSE_TLS_CA_CERTIFICATE,
                        ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_CERTIFICATE,
                        ArrowgateOptions.CLICKHOUSE_TLS_CLIENT_KEY,
                        ArrowgateOptions.CLICKHOUSE_CONNECT_TIMEOUT,
                        LocalOptions.CLICKHOUSE_PORT,
                        LocalOptions.DATA_DIR)));
    }
}
