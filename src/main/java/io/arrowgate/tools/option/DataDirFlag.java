package io.arrowgate.tools.option;

import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Adds the flag of the data directory, for commands that have no other setting. */
public final class DataDirFlag implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        return command.addMixin("data", OptionFlags.mixin(List.of(LocalOptions.DATA_DIR)));
    }
}
