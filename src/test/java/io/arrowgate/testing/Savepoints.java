package io.arrowgate.testing;

import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.cluster.RetainedStateFinder;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.state.KeyedStateHandle;

/** Takes savepoints like an operator and throws if one fails. */
public final class Savepoints {
    private Savepoints() {}

    /** Stops the job with a savepoint in its checkpoint directory, where its next start finds it. */
    public static void stop(JobTestBed bed, LocalJob job) throws Exception {
        String savepoint = job.client()
                .stopWithSavepoint(false, bed.settings().checkpointDir(), SavepointFormatType.CANONICAL)
                .get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        job.client().getJobExecutionResult().get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!Files.exists(Path.of(URI.create(savepoint)).resolve("_metadata"))) {
            throw new AssertionError("not a savepoint: " + savepoint);
        }
    }

    /** Takes a savepoint below {@code directory} while the job continues. */
    public static void take(LocalJob job, Path directory) throws Exception {
        job.client()
                .triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(JobTestBed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Returns the kinds of keyed state in the newest savepoint or checkpoint below {@code directory}. */
    public static Set<Class<?>> kindsOfKeyedState(Path directory) throws IOException {
        Path newest = RetainedStateFinder.newestBelow(directory).orElseThrow();
        try (DataInputStream metadata = new DataInputStream(Files.newInputStream(newest.resolve("_metadata")))) {
            return Checkpoints.loadCheckpointMetadata(metadata, Savepoints.class.getClassLoader(), newest.toString())
                    .getOperatorStates()
                    .stream()
                    .flatMap(operator -> operator.getStates().stream())
                    .flatMap(subtask -> subtask.getManagedKeyedState().stream())
                    .map(KeyedStateHandle::getClass)
                    .collect(Collectors.toSet());
        }
    }
}
