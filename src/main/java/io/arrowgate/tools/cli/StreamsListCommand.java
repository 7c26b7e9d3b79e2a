package io.arrowgate.tools.cli;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.report.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the available streams ({@code streams list}). */
@Command(
        name = "list",
        modelTransformer = StreamsListCommand.Flags.class,
        description = "Lists the built-in streams and those of --streams.dir.")
final class StreamsListCommand implements Callable<Integer> {
    private static final List<String> HEAD = List.of("name", "format", "topic", "columns", "series key", "from");

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        String dir = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv())
                .get(ArrowgateOptions.STREAMS_DIR);
        Map<String, StreamDefinition> builtIn = StreamDefinitions.load(null);
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        StreamDefinitions.load(dir == null ? null : Path.of(dir))
                .forEach((name, stream) -> rows.add(List.of(
                        name,
                        stream.format().name().toLowerCase(Locale.ROOT),
                        stream.topic(),
                        String.valueOf(stream.columns().size()),
                        String.join(", ", stream.seriesKey()),
                        stream.equals(builtIn.get(name)) ? "built in" : dir)));
        TextTable.aligned(rows).forEach(command.commandLine().getOut()::println);
        return 0;
    }

    /** Adds the flag for the directory of definitions. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec spec) {
            OptionFlags.addTo(spec, List.of(ArrowgateOptions.STREAMS_DIR));
            return spec;
        }
    }
}
