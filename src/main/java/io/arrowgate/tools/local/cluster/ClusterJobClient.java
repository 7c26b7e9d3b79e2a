package io.arrowgate.tools.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.tools.local.process.LocalStackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobStatus;

/** Submits, monitors and stops the jobs of a cluster through REST. Jobs are identified by Flink's job id. */
public final class ClusterJobClient {
    private final FlinkRestClient rest;

    public ClusterJobClient(FlinkRestClient rest) {
        this.rest = rest;
    }

    /**
     * Uploads the jar and runs its main class.
     *
     * @param arguments of the main method
     * @param savepoint to restore the job from; null for a job without state
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
     * Uploads the jar and runs its main class at a parallelism.
     *
     * @param state savepoint or retained checkpoint, restored as {@link RetainedStateFinder#claimMode} says
     */
    String submit(Path jar, List<String> arguments, Optional<Path> state, int parallelism)
            throws IOException, InterruptedException {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("programArgsList", arguments);
        run.put("parallelism", parallelism);
        state.ifPresent(path -> {
            run.put("savepointPath", path.toUri().toString());
            run.put("claimMode", RetainedStateFinder.claimMode(path).name());
            // Allows the state of removed streams.
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

    /** Waits until every subtask runs, after the start or after a failure. */
    public void awaitRunning(String jobId) throws IOException, InterruptedException {
        RestPolling.await("job " + jobId + " to run", () -> {
            JobStatus status = status(jobId);
            if (status.isTerminalState()) {
                throw new LocalStackException("job " + jobId + " is " + status + ": " + failure(jobId));
            }
            return status == JobStatus.RUNNING && everyTaskRuns(jobId);
        });
    }

    /** Returns whether every subtask of the job runs. */
    public boolean isWhole(String jobId) throws IOException, InterruptedException {
        return status(jobId) == JobStatus.RUNNING && everyTaskRuns(jobId);
    }

    /** Returns whether a subtask is being deployed or restored. */
    public boolean isRestoring(String jobId) throws IOException, InterruptedException {
        for (JsonNode vertex : rest.get("/jobs/" + jobId).get("vertices")) {
            String task = vertex.get("status").asText();
            if (task.equals("DEPLOYING") || task.equals("INITIALIZING")) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number of subtasks of each task, by the task's name, which joins the names of its operators with arrows. */
    public Map<String, Integer> parallelism(String jobId) throws IOException, InterruptedException {
        Map<String, Integer> tasks = new LinkedHashMap<>();
        for (JsonNode vertex : rest.get("/jobs/" + jobId).get("vertices")) {
            tasks.put(vertex.get("name").asText(), vertex.get("parallelism").asInt());
        }
        return tasks;
    }

    private boolean everyTaskRuns(String jobId) throws IOException, InterruptedException {
        for (JsonNode vertex : rest.get("/jobs/" + jobId).get("vertices")) {
            // Flink reports a task as RUNNING once one of its subtasks runs.
            if (vertex.get("tasks").get("RUNNING").asInt()
                    < vertex.get("parallelism").asInt()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the job's last failure without its stack trace. */
    public String failure(String jobId) throws IOException, InterruptedException {
        return lastFailure(jobId).orElse("none");
    }

    /** Returns the job's last failure without its stack trace; empty if there was none. */
    public Optional<String> lastFailure(String jobId) throws IOException, InterruptedException {
        JsonNode failures = failureHistory(jobId);
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        FailureSummary.of(failures.get(0).get("stacktrace").asText()));
    }

    /** Returns the page of Flink's web UI that lists the job's failures. */
    public String failuresUrl(String jobId) {
        return "%s/#/job/running/%s/exceptions".formatted(rest.address(), jobId);
    }

    /** Returns Flink's history of the job's failures, the newest first. */
    JsonNode failureHistory(String jobId) throws IOException, InterruptedException {
        return rest.get("/jobs/" + jobId + "/exceptions")
                .get("exceptionHistory")
                .get("entries");
    }

    /** Returns how often the job has been restored from a checkpoint or savepoint. */
    public int restores(String jobId) throws IOException, InterruptedException {
        return rest.get("/jobs/" + jobId + "/checkpoints")
                .get("counts")
                .get("restored")
                .asInt();
    }

    /** Returns the ids of the TaskManagers that run the job's subtasks. */
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

    /** Returns the id of the latest completed checkpoint; 0 before the first one. Ids keep increasing after a restore. */
    public long newestCheckpoint(String jobId) throws IOException, InterruptedException {
        JsonNode completed =
                rest.get("/jobs/" + jobId + "/checkpoints").get("latest").get("completed");
        return completed == null || completed.isNull() ? 0 : completed.get("id").asLong();
    }

    /**
     * Starts a checkpoint now, instead of at the end of the interval. It fails unless every subtask runs.
     *
     * @return id of the request, for {@link #isCheckpointOver}
     */
    String triggerCheckpoint(String jobId) throws IOException, InterruptedException {
        return rest.post("/jobs/" + jobId + "/checkpoints", Map.of())
                .get("request-id")
                .asText();
    }

    /** Returns whether the requested checkpoint is complete or has failed. Flink delays its end until this result is read. */
    boolean isCheckpointOver(String jobId, String request) throws IOException, InterruptedException {
        return rest.get("/jobs/" + jobId + "/checkpoints/" + request)
                .get("status")
                .get("id")
                .asText()
                .equals("COMPLETED");
    }

    /** Cancels the job and waits for its end; its last checkpoint is kept. */
    public void cancel(String jobId) throws IOException, InterruptedException {
        rest.patch("/jobs/" + jobId + "?mode=cancel");
        awaitEnd(jobId);
    }

    /** Stops the job with a savepoint and returns its path. */
    public String stopWithSavepoint(String jobId) throws IOException, InterruptedException {
        return stop(jobId, Map.of("drain", false));
    }

    /** Stops the job with a savepoint in the given directory and returns its path. */
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
            throw new LocalStackException("job " + jobId + " failed to create a savepoint: " + operation);
        }
        awaitEnd(jobId);
        return operation.get("location").asText();
    }

    /** Waits for the end of the job, for any reason. */
    public void awaitEnd(String jobId) throws IOException, InterruptedException {
        RestPolling.await("the end of job " + jobId, () -> status(jobId).isTerminalState());
    }
}
