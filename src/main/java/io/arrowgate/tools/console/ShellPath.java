package io.arrowgate.tools.console;

import java.nio.file.Path;

/** Writes paths as a user would type them. */
public final class ShellPath {
    private ShellPath() {}

    /** Returns the path, relative if it is below the working directory, and quoted if a shell would split it. */
    public static String of(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return quoted((file.startsWith(here) ? here.relativize(file) : file).toString());
    }

    /** Returns a word of a command line, in single quotes if a shell would split or change it. */
    public static String quoted(String word) {
        return word.matches("[\\w./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
