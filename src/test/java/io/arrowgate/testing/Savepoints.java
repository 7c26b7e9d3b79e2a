package io.arrowgate.testing;

import io.arrowgate.tools.local.cluster.LocalJob;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.SavepointFormatType;

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
}
