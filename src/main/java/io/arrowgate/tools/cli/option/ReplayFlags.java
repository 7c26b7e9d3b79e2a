package io.arrowgate.tools.cli.option;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Adds the flags of the topic and the table of a replay. */
public final class ReplayFlags implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        OptionFlags.addTo(
                command,
                List.of(
                        ArrowgateOptions.STREAMS_DIR,
                        ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                        ArrowgateOptions.KAFKA_PROPERTIES,
                        ArrowgateOptions.CLICKHOUSE_REQUEST_TIMEOUT,
                        ArrowgateOptions.CLICKHOUSE_RETRY_MAX_DURATION,
                        LocalOptions.KAFKA_PORT,
                        LocalOptions.CLICKHOUSE_PORT));
        return ClickHouseFlags.addTo(command);
    }
}
