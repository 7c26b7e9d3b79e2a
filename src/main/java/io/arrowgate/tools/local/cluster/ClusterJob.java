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
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job on a standalone cluster of this machine, submitted as its jar; it goes on from its newest retained state. */
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
     * @param settingsFile where the job reads them from; written for its owner only, because passwords are among them
     * @param parallelism for want of one in the options
     */
    public static ClusterJob submit(ClusterJobClient jobs, ResolvedOptions options, Path settingsFile, int parallelism)
            throws IOException, InterruptedException {
        write(options, settingsFile);
        String checkpointDir = options.get(ArrowgateOptions.CHECKPOINT_DIR);
        Optional<Path> state = RetainedStateFinder.newestBelow(Path.of(URI.create(checkpointDir)));
        int wanted = options.get(ArrowgateOptions.PARALLELISM);
        String id = jobs.submitClaiming(
                JobJar.path(), List.of("--config=" + settingsFile), state, wanted > 0 ? wanted : parallelism);
        return new ClusterJob(jobs, checkpointDir, id, state);
    }

    private static void write(ResolvedOptions options, Path file) throws IOException {
        Properties settings = new Properties();
        settings.putAll(options.texts(ArrowgateOptions.ALL));
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, "The job's settings, as the local stack gave them");
        }
    }

    /** Waits until every subtask runs. */
    public void awaitRunning() throws IOException, InterruptedException {
        jobs.awaitRunning(id);
    }

    /** Waits until every subtask has run for a moment; see {@link ClusterJobClient#awaitSteady}. */
    public void awaitSteady(RestartReporter restarts) throws IOException, InterruptedException {
        jobs.awaitSteady(id, restarts);
    }

    /**
     * Watches for failures that Flink answers by a restart.
     *
     * @param output takes a line when the job has failed and restarts
     */
    public RestartReporter restartWatch(Consumer<String> output) {
        return RestartReporter.of(jobs, id, output);
    }

    /** The checkpoint or savepoint that it went on from; empty for a job without state. */
    public Optional<Path> restoredFrom() {
        return restoredFrom;
    }

    /** Flink's id of the job. */
    public String id() {
        return id;
    }

    public boolean hasEnded() throws IOException, InterruptedException {
        return jobs.status(id).isTerminalState();
    }

    /** How often it has been restored from a checkpoint or savepoint. */
    public int restores() throws IOException, InterruptedException {
        return jobs.restores(id);
    }

    /** Waits until it has ended by itself. */
    public void awaitEnd() throws IOException, InterruptedException {
        jobs.awaitEnd(id);
    }

    /** Whether every subtask runs. */
    public boolean isWhole() throws IOException, InterruptedException {
        return jobs.isWhole(id);
    }

    /** Whether a subtask is being given its state, or the code to run. */
    public boolean isRestoring() throws IOException, InterruptedException {
        return jobs.isRestoring(id);
    }

    /** What failed the job last, without its stack trace. */
    public String failure() throws IOException, InterruptedException {
        return jobs.failure(id);
    }

    /** The ids of the TaskManagers that its subtasks are on. */
    public Set<String> taskManagers() throws IOException, InterruptedException {
        return jobs.taskManagers(id);
    }

    /** The number of its newest completed checkpoint; 0 if there is none yet. */
    public long newestCheckpoint() throws IOException, InterruptedException {
        return jobs.newestCheckpoint(id);
    }

    /**
     * Stops the job with a savepoint, so that nothing is left uncommitted, and waits until it is gone. If that takes too long, say
     * because a server is gone already, the job is cancelled; its last checkpoint stays.
     */
    @Override
    public void close() throws IOException, InterruptedException {
        if (hasEnded()) {
            return;
        }
        try {
            jobs.stopWithSavepoint(id, checkpointDir);
        } catch (LocalStackException e) {
            LOG.warn("The job could not be stopped with a savepoint and is cancelled", e);
            jobs.cancel(id);
        }
    }
}
