package io.arrowgate.tools.local;

import io.arrowgate.config.option.ResolvedOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Locates the files that commands write unless the user names others: those in the folder {@code out} of the data directory. */
public final class OutputFolder {
    private static final String NAME = "out";

    private OutputFolder() {}

    /** Returns the file of this name; its folder exists. */
    public static Path file(ResolvedOptions options, String name) throws IOException {
        return Files.createDirectories(LocalStack.dataDir(options).resolve(NAME))
                .resolve(name);
    }
}
