package io.arrowgate.tools.local.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/** Finds the checkpoint or savepoint that a local job can resume from. */
public final class RetainedStateFinder {
    /** The file that Flink writes last into a checkpoint or savepoint. */
    private static final String METADATA = "_metadata";

    private RetainedStateFinder() {}

    /** Returns the newest complete checkpoint or savepoint below {@code directory}; empty if there is none. */
    public static Optional<Path> newestBelow(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith(METADATA))
                    .max(Comparator.comparing(RetainedStateFinder::modified))
                    .map(Path::getParent);
        }
    }

    /** Returns true for a savepoint, false for a checkpoint, which Flink names by its number. */
    static boolean isSavepoint(Path state) {
        return !state.getFileName().toString().startsWith(AbstractFsCheckpointStorageAccess.CHECKPOINT_DIR_PREFIX);
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // Flink removed it in the meantime: it is not the newest.
        }
    }
}
