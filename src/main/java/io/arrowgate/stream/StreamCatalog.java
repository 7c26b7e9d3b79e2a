package io.arrowgate.stream;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.NameSuggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds the streams that a job can run: the built-in ones and those of a directory. An invalid definition in the
 * directory is an error only for jobs that use its stream.
 *
 * @param streams by name; one of the directory replaces a built-in one
 * @param broken invalid definitions; {@code streams} does not contain their streams
 */
public record StreamCatalog(Map<String, StreamDefinition> streams, List<Broken> broken) {
    /** Finds the stream's name in a file that is not valid YAML or not a definition. */
    private static final Pattern NAME = Pattern.compile("(?m)^name:\\s*[\"']?([A-Za-z0-9_]+)");

    /**
     * Describes a file without a valid definition.
     *
     * @param file of the directory
     * @param stream that it apparently defines
     * @param reason with file and line
     */
    public record Broken(Path file, String stream, String reason) {}

    public StreamCatalog {
        streams = new LinkedHashMap<>(streams);
        broken = List.copyOf(broken);
    }

    /**
     * Reads the definitions.
     *
     * @param directory holds {@code *.yaml} files; null for none
     */
    public static StreamCatalog read(Path directory) {
        Map<String, StreamDefinition> streams = new LinkedHashMap<>();
        StreamDefinitions.BUILT_IN.forEach(name -> streams.put(name, StreamDefinitions.builtIn(name)));
        List<Broken> broken = new ArrayList<>();
        if (directory == null) {
            return new StreamCatalog(streams, broken);
        }
        for (Path file : files(directory)) {
            try {
                StreamDefinition stream = StreamDefinitions.read(file);
                streams.put(stream.name(), stream);
            } catch (InvalidStreamDefinitionException | UncheckedIOException e) {
                broken.add(new Broken(file, streamOf(file), e.getMessage()));
            }
        }
        // Removes a built-in stream of that name too, because the file was meant to replace it.
        broken.forEach(file -> streams.remove(file.stream()));
        return new StreamCatalog(streams, broken);
    }

    /** Returns the files of definitions in a directory, by name. */
    public static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(StreamCatalog::isYaml).sorted().toList();
        } catch (IOException e) {
            throw new InvalidSettingException(
                    ArrowgateOptions.STREAMS_DIR.key(),
                    "'%s' is not a readable directory; give the one that holds the definitions".formatted(directory));
        }
    }

    /**
     * Returns the definitions of these names, in this order.
     *
     * @throws InvalidStreamDefinitionException if the definition of one of them is invalid
     * @throws InvalidSettingException if a name is unknown
     */
    public List<StreamDefinition> named(List<String> names) {
        List<StreamDefinition> found = new ArrayList<>();
        for (String name : names) {
            for (Broken file : broken) {
                if (file.stream().equals(name)) {
                    throw new InvalidStreamDefinitionException(file.reason(), null);
                }
            }
            StreamDefinition stream = streams.get(name);
            if (stream == null) {
                throw new InvalidSettingException(
                        ArrowgateOptions.STREAMS.key(),
                        "unknown stream '%s'%s; known are %s, and more with definitions in streams.dir"
                                .formatted(name, NameSuggestion.suggestion(name, streams.keySet()), streams.keySet()));
            }
            found.add(stream);
        }
        return found;
    }

    /** Returns one line per invalid definition. */
    public List<String> warnings() {
        return broken.stream()
                .map(file -> "stream '%s' has an invalid definition: %s".formatted(file.stream(), file.reason()))
                .toList();
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /** Returns the stream name: the value of its name key, or else the name of the file. */
    private static String streamOf(Path file) {
        try {
            Matcher name = NAME.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (name.find()) {
                return name.group(1);
            }
        } catch (IOException e) {
            // The unreadable file is already reported.
        }
        return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }
}
