package io.arrowgate;

import java.io.DataInputStream;
import java.io.IOException;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects the state backend. State of alerts grows with the number of series, and with state on the heap every checkpoint would write
 * all of it. So the default is RocksDB.
 *
 * <p>Savepoints do not depend on the backend, but checkpoints do. A job that resumes from a checkpoint of a job with state on the heap,
 * as it was the default in 0.1.0, continues with that until its next savepoint.
 */
final class StateBackendSelector {
    static final String ROCKSDB = "rocksdb";
    static final String HEAP = "hashmap";

    private static final Logger LOG = LoggerFactory.getLogger(StateBackendSelector.class);

    private StateBackendSelector() {}

    /** Returns the backend that the cluster's configuration names, or else the one for the state that the job resumes from. */
    static String select(ReadableConfig clusterConfig) {
        return clusterConfig
                .getOptional(StateBackendOptions.STATE_BACKEND)
                .or(() -> clusterConfig
                        .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                        .filter(StateBackendSelector::isHeapCheckpoint)
                        .map(path -> HEAP))
                .orElse(ROCKSDB);
    }

    private static boolean isHeapCheckpoint(String path) {
        try {
            if (hasHeapState(metadata(path))) {
                LOG.warn(
                        "{} is a checkpoint of state on the heap, where this run keeps its state. To move it to RocksDB, stop the job"
                                + " with a savepoint, and start it from that",
                        path);
                return true;
            }
        } catch (IOException e) {
            // The JobManager reads it too, and may have access that this process lacks.
            LOG.warn("Cannot read {} to select the state backend; using {}", path, ROCKSDB, e);
        }
        return false;
    }

    private static CheckpointMetadata metadata(String path) throws IOException {
        CompletedCheckpointStorageLocation location = AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
        try (DataInputStream in =
                new DataInputStream(location.getMetadataHandle().openInputStream())) {
            return Checkpoints.loadCheckpointMetadata(in, StateBackendSelector.class.getClassLoader(), path);
        }
    }

    private static boolean hasHeapState(CheckpointMetadata metadata) {
        return metadata.getOperatorStates().stream()
                .flatMap(operator -> operator.getStates().stream())
                .flatMap(subtask -> subtask.getManagedKeyedState().stream())
                // Handles of savepoints and of incremental checkpoints are of other classes.
                .anyMatch(handle -> handle.getClass() == KeyGroupsStateHandle.class);
    }
}
