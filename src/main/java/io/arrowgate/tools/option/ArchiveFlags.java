package io.arrowgate.tools.option;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.OptionFlags;
import java.util.List;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Adds the flags of the archived tables. */
public final class ArchiveFlags implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
        OptionFlags.addTo(command, List.of(ArrowgateOptions.STREAMS_DIR, ArrowgateOptions.REPORTS_ENABLED));
        return ClickHouseFlags.addTo(command);
    }
}
