package io.arrowgate.archive;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the archives in a local folder by their names, {@code <table>-<day>.<format>}. */
public final class ArchiveFolder {
    private static final String ENDINGS =
            Arrays.stream(ArchiveFormat.values()).map(ArchiveFormat::ending).collect(joining("|"));

    private ArchiveFolder() {}

    /** Returns the files of a table, oldest day first. */
    public static List<String> files(Path folder, String table) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(table) + "-\\d{4}-\\d\\d-\\d\\d\\.(" + ENDINGS + ")");
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(
                            path -> name.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .map(Path::toString)
                    .toList();
        }
    }
}
