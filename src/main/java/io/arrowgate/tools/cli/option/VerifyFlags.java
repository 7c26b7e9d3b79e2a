package io.arrowgate.tools.cli.option;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.OptionFlags;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Adds the flags of the streams, topics and tables that a verification reads. */
public final class VerifyFlags implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        OptionFlags.addTo(
                command,
                List.of(
                        ArrowgateOptions.STREAMS,
                        ArrowgateOptions.STREAMS_DIR,
                        ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                        ArrowgateOptions.KAFKA_PROPERTIES,
                        ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC,
                        ArrowgateOptions.CLICKHOUSE_REJECTED_BATCHES_TOPIC));
        return ClickHouseFlags.addTo(command);
    }
}
