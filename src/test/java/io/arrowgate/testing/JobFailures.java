package io.arrowgate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.tools.local.cluster.FlinkRestClient;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads the failures after which a running job restarted. */
public final class JobFailures {
    private JobFailures() {}

    /** Returns the stack traces, the newest first. After an earlier call Flink's response may be 3 s old. */
    public static List<String> of(LocalJob job) throws IOException, InterruptedException {
        JsonNode exceptions = new FlinkRestClient(URI.create(job.uiUrl()))
                .get("/jobs/%s/exceptions".formatted(job.client().getJobID()));
        List<String> failures = new ArrayList<>();
        for (JsonNode entry : exceptions.get("exceptionHistory").get("entries")) {
            failures.add(entry.get("stacktrace").asText());
        }
        return failures;
    }
}
