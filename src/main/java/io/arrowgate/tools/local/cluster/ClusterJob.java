package io.arrowgate.tools.local.cluster;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.local.process.LocalStackException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the job on a standalone cluster of this machine, submitted as its jar. It resumes from its newest retained state. */
public final class ClusterJob implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterJob.class);

    private final ClusterJobClient jobs;
    private final String checkpointDir;
    private final String id;
    private final Optional<Path> restoredFrom;

    private ClusterJob(ClusterJobClient jobs, String checkpointDir, String id, Optional<Path> restoredFrom) {
        this.jobs = jobs;
        this.checkpointDir = checkpointDir;
        this.id = id;
        this.restoredFrom = restoredFrom;
    }

    /**
     * Submits the job.
     *
     * @param options with a checkpoint directory on this machine
     * @param settingsFile file of the job's options; readable only by its owner, because it contains passwords
     * @param parallelism if the options do not set one
     */
    public static ClusterJob submit(ClusterJobClient jobs, ResolvedOptions options, Path settingsFile, int parallelism)
            throws IOException, InterruptedException {
        write(options, settingsFile);
        String checkpointDir = options.get(ArrowgateOptions.CHECKPOINT_DIR);
        Optional<Path> state = RetainedStateFinder.newestBelow(Path.of(URI.create(checkpointDir)));
        int wanted = options.get(ArrowgateOptions.PARALLELISM);
        String id = jobs.submit(
                JobJar.path(), List.of("--config=" + settingsFile), state, wanted > 0 ? wanted : parallelism);
        return new ClusterJob(jobs, checkpointDir, id, state);
    }

    private static void write(ResolvedOptions options, Path file) throws IOException {
        Properties settings = new Properties();
        settings.putAll(options.texts(ArrowgateOptions.ALL));
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, "Options of the job, written by the local stack");
        }
    }

    /** Waits until every subtask runs. */
    public void awaitRunning() throws IOException, InterruptedException {
        jobs.awaitRunning(id);
    }

    /**
     * Waits for the first completed checkpoint; see {@link FirstCheckpoint#await}. Then deletes the savepoint that the job was restored
     * from.
     *
     * @return false if it was stopped before
     */
    public boolean awaitFirstCheckpoint(RestartReporter restarts, BooleanSupplier stopped)
            throws IOException, InterruptedException {
        boolean isComplete = new FirstCheckpoint(jobs, id).await(restarts, stopped);
        if (isComplete) {
            restoredFrom.ifPresent(RetainedStateFinder::deleteSuperseded);
        }
        return isComplete;
    }

    /**
     * Reports failures after which Flink restarts the job.
     *
     * @param output receives a line when the job has failed and restarts
     */
    public RestartReporter restartWatch(Consumer<String> output) {
        return RestartReporter.of(jobs, id, output);
    }

    /** Returns the checkpoint or savepoint that the job was restored from; empty for a job without state. */
    public Optional<Path> restoredFrom() {
        return restoredFrom;
    }

    /** Returns Flink's id of the job. */
    public String id() {
        return id;
    }

    public boolean hasEnded() throws IOException, InterruptedException {
        return jobs.status(id).isTerminalState();
    }

    /** Returns how often the job has been restored from a checkpoint or savepoint. */
    public int restores() throws IOException, InterruptedException {
        return jobs.restores(id);
    }

    /** Waits until the job has ended by itself. */
    public void awaitEnd() throws IOException, InterruptedException {
        jobs.awaitEnd(id);
    }

    /** Returns whether every subtask runs. */
    public boolean isWhole() throws IOException, InterruptedException {
        return jobs.isWhole(id);
    }

    /** Returns whether a subtask is being deployed or restored. */
    public boolean isRestoring() throws IOException, InterruptedException {
        return jobs.isRestoring(id);
    }

    /** Returns the job's last failure without its stack trace. */
    public String failure() throws IOException, InterruptedException {
        return jobs.failure(id);
    }

    /** Returns the ids of the TaskManagers that run its subtasks. */
    public Set<String> taskManagers() throws IOException, InterruptedException {
        return jobs.taskManagers(id);
    }

    /** Returns the id of the latest completed checkpoint; 0 before the first one. */
    public long newestCheckpoint() throws IOException, InterruptedException {
        return jobs.newestCheckpoint(id);
    }

    /**
     * Stops the job with a savepoint, which commits all batches, and waits for its end. If that takes too long, for example
     * because a server is unavailable, the job is cancelled; its last checkpoint is kept.
     */
    @Override
    public void close() throws IOException, InterruptedException {
        if (hasEnded()) {
            return;
        }
        try {
            jobs.stopWithSavepoint(id, checkpointDir);
            restoredFrom.ifPresent(RetainedStateFinder::deleteSuperseded);
        } catch (LocalStackException e) {
            LOG.warn("The job could not be stopped with a savepoint and is cancelled", e);
            jobs.cancel(id);
        }
    }
}
