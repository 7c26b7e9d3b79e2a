package io.arrowgate.tools.option;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ArrowgateOption;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Adds the flags of the job and of the local stack, for commands that run the job on this machine. */
public final class StackFlags implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        List<ArrowgateOption<?>> options = Stream.<ArrowgateOption<?>>concat(
                        ArrowgateOptions.ALL.stream(), LocalOptions.ALL.stream())
                .toList();
        OptionFlags.addTo(command, options);
        return command;
    }
}
