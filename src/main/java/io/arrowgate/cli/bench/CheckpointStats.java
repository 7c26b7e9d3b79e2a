package io.arrowgate.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.local.FlinkRest;
import java.io.IOException;

/**
 * The completed checkpoints of a run.
 *
 * @param count how many
 * @param maxBytes largest state, bytes, batches that await their commit included
 * @param maxBytesBesideBatches the same without the operators that hold such batches
 * @param maxMillis longest duration, end to end
 */
record CheckpointStats(int count, long maxBytes, long maxBytesBesideBatches, long maxMillis) {

    /** Asks Flink; its history holds the last ten checkpoints of a job. */
    static CheckpointStats of(FlinkRest flink, String jobId) throws IOException, InterruptedException {
        JsonNode vertices = flink.get("/jobs/" + jobId).get("vertices");
        int count = 0;
        long maxBytes = 0;
        long maxBeside = 0;
        long maxMillis = 0;
        for (JsonNode checkpoint : flink.get("/jobs/" + jobId + "/checkpoints").get("history")) {
            if (!checkpoint.get("status").asText().equals("COMPLETED")) {
                continue;
            }
            count++;
            long bytes = checkpoint.get("state_size").asLong();
            JsonNode tasks = flink.get("/jobs/%s/checkpoints/details/%s"
                            .formatted(jobId, checkpoint.get("id").asText()))
                    .get("tasks");
            long batches = 0;
            for (JsonNode vertex : vertices) {
                if (vertex.get("name").asText().contains("insert into")) {
                    JsonNode task = tasks.get(vertex.get("id").asText());
                    batches += task == null ? 0 : task.get("state_size").asLong();
                }
            }
            maxBytes = Math.max(maxBytes, bytes);
            maxBeside = Math.max(maxBeside, bytes - batches);
            maxMillis =
                    Math.max(maxMillis, checkpoint.get("end_to_end_duration").asLong());
        }
        return new CheckpointStats(count, maxBytes, maxBeside, maxMillis);
    }
}
