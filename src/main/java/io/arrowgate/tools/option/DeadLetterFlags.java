package io.arrowgate.tools.option;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Adds the flags of the dead letter topic. */
public final class DeadLetterFlags implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        OptionFlags.addTo(
                command,
                List.of(
                        ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                        ArrowgateOptions.KAFKA_PROPERTIES,
                        ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC,
                        LocalOptions.KAFKA_PORT,
                        LocalOptions.DATA_DIR));
        return command;
    }
}
