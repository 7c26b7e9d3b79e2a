package io.arrowgate.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.local.FlinkRest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waits for the moment from which a run is measured. */
final class RunningTasks {
    private static final long POLL_MILLIS = 10;

    private RunningTasks() {}

    /** Flink tells of its tasks only when asked. */
    static void await(FlinkRest flink, String jobId) throws IOException, InterruptedException {
        while (!allRun(flink.get("/jobs/" + jobId).get("vertices"))) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static boolean allRun(JsonNode vertices) {
        for (JsonNode vertex : vertices) {
            String status = vertex.get("status").asText();
            if (!status.equals("RUNNING") && !status.equals("FINISHED")) {
                return false;
            }
        }
        return !vertices.isEmpty();
    }
}
