package io.arrowgate.tools.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.tools.local.process.LocalStackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.RecoveryClaimMode;

/** Submits jobs to a cluster over REST, follows them and ends them; a job is named by Flink's id of it. */
public final class ClusterJobClient {
    /** A large state may take minutes to restore. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    /** A job that fails for so long at its start is not going to run. */
    private static final Duration RESTARTS_LIMIT = Duration.ofSeconds(60);

    private static final Duration STEADY = Duration.ofSeconds(1);

    private static final long STATUS_POLL_MILLIS = 100;

    private final FlinkRestClient rest;

    ClusterJobClient(FlinkRestClient rest) {
        this.rest = rest;
    }

    /**
     * Uploads the jar and runs its main class.
     *
     * @param arguments of the main method
     * @param savepoint that the job goes on from; null for a job without state
     * @return the job's id
     */
    public String submit(Path jar, List<String> arguments, String savepoint) throws IOException, InterruptedException {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("programArgsList", arguments);
        if (savepoint != null) {
            run.put("savepointPath", savepoint);
        }
        return submit(jar, run);
    }

    /**
     * The same at a parallelism, and with a savepoint or retained checkpoint that becomes the job's own, to delete when it is
     * outlived.
     */
    public String submitClaiming(Path jar, List<String> arguments, Optional<Path> savepoint, int parallelism)
            throws IOException, InterruptedException {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("programArgsList", arguments);
        run.put("parallelism", parallelism);
        savepoint.ifPresent(path -> {
            run.put("savepointPath", path.toUri().toString());
            run.put("claimMode", RecoveryClaimMode.CLAIM.name());
            // Of streams that are no longer in --streams.
            run.put("allowNonRestoredState", true);
        });
        return submit(jar, run);
    }

    private String submit(Path jar, Map<String, Object> run) throws IOException, InterruptedException {
        return rest.post("/jars/" + rest.uploadJar(jar) + "/run", run)
                .get("jobid")
                .asText();
    }

    public JobStatus status(String jobId) throws IOException, InterruptedException {
        return JobStatus.valueOf(
                rest.get("/jobs/" + jobId + "/status").get("status").asText());
    }

    /** Waits until every subtask runs, for the first time or again after a failure. */
    public void awaitRunning(String jobId) throws IOException, InterruptedException {
        RestPolling.await("job " + jobId + " to run", () -> {
            JobStatus status = status(jobId);
            if (status.isTerminalState()) {
                throw new LocalStackException("job " + jobId + " is " + status + ": " + failure(jobId));
            }
            return status == JobStatus.RUNNING && everyTaskRuns(jobId);
        });
    }

    /** Whether the job runs with every one of its subtasks. */
    public boolean isWhole(String jobId) throws IOException, InterruptedException {
        return status(jobId) == JobStatus.RUNNING && everyTaskRuns(jobId);
    }

    /** Whether a subtask is being given its state, or the code to run. */
    public boolean isRestoring(String jobId) throws IOException, InterruptedException {
        for (JsonNode vertex : rest.get("/jobs/" + jobId).get("vertices")) {
            String task = vertex.get("status").asText();
            if (task.equals("DEPLOYING") || task.equals("INITIALIZING")) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number of subtasks of each task, by the task's name: those of its operators, chained by arrows. */
    public Map<String, Integer> parallelism(String jobId) throws IOException, InterruptedException {
        Map<String, Integer> tasks = new LinkedHashMap<>();
        for (JsonNode vertex : rest.get("/jobs/" + jobId).get("vertices")) {
            tasks.put(vertex.get("name").asText(), vertex.get("parallelism").asInt());
        }
        return tasks;
    }

    private boolean everyTaskRuns(String jobId) throws IOException, InterruptedException {
        for (JsonNode vertex : rest.get("/jobs/" + jobId).get("vertices")) {
            if (!vertex.get("status").asText().equals("RUNNING")) {
                return false;
            }
        }
        return true;
    }

    /** What failed the job last, without its stack trace. */
    public String failure(String jobId) throws IOException, InterruptedException {
        JsonNode failures = rest.get("/jobs/" + jobId + "/exceptions")
                .get("exceptionHistory")
                .get("entries");
        return failures.isEmpty()
                ? "none"
                : FailureSummary.of(failures.get(0).get("stacktrace").asText());
    }

    /** Flink's history of the job's failures, the newest first. */
    JsonNode failureHistory(String jobId) throws IOException, InterruptedException {
        return rest.get("/jobs/" + jobId + "/exceptions")
                .get("exceptionHistory")
                .get("entries");
    }

    /**
     * Waits until every subtask has run for {@link #STEADY}: a job that fails in its first moments does not run.
     *
     * @param restarts receives failures in the meantime
     * @throws LocalStackException if the job ends, or fails again and again until the limit
     */
    public void awaitSteady(String jobId, RestartReporter restarts) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long since = 0;
        int failures = 0;
        while (since == 0 || System.nanoTime() - since < STEADY.toNanos()) {
            JobStatus status = status(jobId);
            restarts.poll();
            if (status.isTerminalState()) {
                throw new LocalStackException("job " + jobId + " is " + status + ": " + failure(jobId));
            }
            boolean whole = status == JobStatus.RUNNING && everyTaskRuns(jobId) && restarts.count() == failures;
            failures = restarts.count();
            if (!whole) {
                since = 0;
            } else if (since == 0) {
                since = System.nanoTime();
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            if (!whole && waited.compareTo(failures == 0 ? START_LIMIT : RESTARTS_LIMIT) > 0) {
                throw new LocalStackException("the job does not run after %d s%s"
                        .formatted(
                                waited.toSeconds(),
                                failures == 0
                                        ? ""
                                        : "; it failed %d times, at last: %s".formatted(failures, restarts.reason())));
            }
            TimeUnit.MILLISECONDS.sleep(STATUS_POLL_MILLIS);
        }
    }

    /** How often the job has gone on from a checkpoint or savepoint. */
    public int restores(String jobId) throws IOException, InterruptedException {
        return rest.get("/jobs/" + jobId + "/checkpoints")
                .get("counts")
                .get("restored")
                .asInt();
    }

    /** The ids of the TaskManagers that the job's subtasks are on. */
    public Set<String> taskManagers(String jobId) throws IOException, InterruptedException {
        Set<String> ids = new TreeSet<>();
        for (JsonNode vertex : rest.get("/jobs/" + jobId).get("vertices")) {
            String path = "/jobs/" + jobId + "/vertices/" + vertex.get("id").asText();
            for (JsonNode subtask : rest.get(path).get("subtasks")) {
                ids.add(subtask.get("taskmanager-id").asText());
            }
        }
        return ids;
    }

    /** The number of the newest completed checkpoint; numbers go on rising after a restore. 0 if there is none yet. */
    public long newestCheckpoint(String jobId) throws IOException, InterruptedException {
        JsonNode completed =
                rest.get("/jobs/" + jobId + "/checkpoints").get("latest").get("completed");
        return completed == null || completed.isNull() ? 0 : completed.get("id").asLong();
    }

    /** Cancels the job and waits until it is gone; its last checkpoint stays. */
    public void cancel(String jobId) throws IOException, InterruptedException {
        rest.patch("/jobs/" + jobId + "?mode=cancel");
        awaitEnd(jobId);
    }

    /** Stops the job in order and returns the path of the savepoint, from which another can go on. */
    public String stopWithSavepoint(String jobId) throws IOException, InterruptedException {
        return stop(jobId, Map.of("drain", false));
    }

    /** The same with the savepoint below a directory of the caller's choice. */
    public String stopWithSavepoint(String jobId, String directoryUri) throws IOException, InterruptedException {
        return stop(jobId, Map.of("drain", false, "targetDirectory", directoryUri));
    }

    private String stop(String jobId, Map<String, Object> how) throws IOException, InterruptedException {
        String request =
                rest.post("/jobs/" + jobId + "/stop", how).get("request-id").asText();
        String path = "/jobs/" + jobId + "/savepoints/" + request;
        RestPolling.await("the savepoint of job " + jobId, () -> {
            JsonNode status = rest.get(path).get("status").get("id");
            return status.asText().equals("COMPLETED");
        });
        JsonNode operation = rest.get(path).get("operation");
        if (!operation.has("location")) {
            throw new LocalStackException("job " + jobId + " made no savepoint: " + operation);
        }
        awaitEnd(jobId);
        return operation.get("location").asText();
    }

    /** Waits until the job has ended, by itself or not. */
    public void awaitEnd(String jobId) throws IOException, InterruptedException {
        RestPolling.await("the end of job " + jobId, () -> status(jobId).isTerminalState());
    }
}
