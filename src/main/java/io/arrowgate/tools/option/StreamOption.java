package io.arrowgate.tools.option;

import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Finds the streams that {@code --stream} names. */
public final class StreamOption {
    private StreamOption() {}

    /** Returns the definition of a stream, built in or from a directory; a name without one is a usage error. */
    public static StreamDefinition definition(CommandSpec command, String name, Path streamsDir) {
        return definitions(command, List.of(name), streamsDir).get(0);
    }

    /** Returns the definitions of several streams, in this order. */
    public static List<StreamDefinition> definitions(CommandSpec command, List<String> names, Path streamsDir) {
        Map<String, StreamDefinition> known = StreamDefinitions.load(streamsDir);
        for (String name : names) {
            if (!known.containsKey(name)) {
                throw new ParameterException(
                        command.commandLine(),
                        "--stream: unknown stream '%s'%s; known are %s"
                                .formatted(name, NameSuggestion.suggestion(name, known.keySet()), known.keySet()));
            }
        }
        return names.stream().map(known::get).toList();
    }
}
