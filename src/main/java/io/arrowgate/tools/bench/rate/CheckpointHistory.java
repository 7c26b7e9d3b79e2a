package io.arrowgate.tools.bench.rate;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.tools.bench.OrderStatistics;
import io.arrowgate.tools.local.cluster.FlinkRestClient;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the last checkpoints of the only job of a cluster from Flink's REST interface, which keeps ten of them. */
final class CheckpointHistory {
    private static final String ALERTS = "watch " + MeasuredJob.STREAM;

    private final FlinkRestClient rest;

    CheckpointHistory(FlinkRestClient rest) {
        this.rest = rest;
    }

    /** Returns the figures of the completed checkpoints that were triggered since a time. */
    CheckpointFigures since(Instant start) throws IOException, InterruptedException {
        String job = "/jobs/" + rest.get("/jobs").get("jobs").get(0).get("id").asText();
        List<JsonNode> completed = new ArrayList<>();
        for (JsonNode checkpoint : rest.get(job + "/checkpoints").get("history")) {
            if (checkpoint.get("status").asText().equals("COMPLETED")
                    && checkpoint.get("trigger_timestamp").asLong() >= start.toEpochMilli()) {
                completed.add(checkpoint);
            }
        }
        if (completed.isEmpty()) {
            return new CheckpointFigures(0, 0, 0, 0, 0);
        }
        return new CheckpointFigures(
                completed.size(),
                (long) median(completed, "checkpointed_size"),
                (long) median(completed, "end_to_end_duration"),
                completed.stream()
                        .mapToLong(one -> one.get("end_to_end_duration").asLong())
                        .max()
                        .orElseThrow(),
                // The newest one is the first.
                alertStateBytes(job, completed.get(0).get("id").asLong()));
    }

    private static double median(List<JsonNode> checkpoints, String field) {
        return OrderStatistics.median(
                checkpoints.stream().map(one -> one.get(field).asDouble()).toList());
    }

    private long alertStateBytes(String job, long checkpoint) throws IOException, InterruptedException {
        JsonNode tasks = rest.get(job + "/checkpoints/details/" + checkpoint).get("tasks");
        for (JsonNode vertex : rest.get(job).get("vertices")) {
            if (vertex.get("name").asText().startsWith(ALERTS)) {
                return tasks.get(vertex.get("id").asText()).get("state_size").asLong();
            }
        }
        return 0;
    }
}
