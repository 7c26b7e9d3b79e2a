package io.arrowgate.tools.local.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the checkpoint or savepoint that a local job can resume from. */
public final class RetainedStateFinder {
    /** The file that Flink writes last into a checkpoint or savepoint. */
    private static final String METADATA = "_metadata";

    private static final Logger LOG = LoggerFactory.getLogger(RetainedStateFinder.class);

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

    /**
     * Returns how a job restores the state: it claims a checkpoint, and deletes it when it is superseded. After it claimed a savepoint of
     * RocksDB's files, Flink could not restore the next checkpoints (FLINK-39964).
     */
    static RecoveryClaimMode claimMode(Path state) {
        return isSavepoint(state) ? RecoveryClaimMode.NO_CLAIM : RecoveryClaimMode.CLAIM;
    }

    /** Deletes a savepoint that a job was restored from, once the job has saved a newer state. Flink deletes checkpoints itself. */
    static void deleteSuperseded(Path state) {
        if (isSavepoint(state)) {
            try {
                FileUtils.deleteDirectory(state.toFile());
            } catch (IOException e) {
                LOG.warn("The superseded savepoint {} cannot be deleted: delete it", state, e);
            }
        }
    }

    /** Returns true for a savepoint, false for a checkpoint, which Flink names by its number. */
    private static boolean isSavepoint(Path state) {
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
