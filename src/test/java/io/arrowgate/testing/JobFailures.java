package io.arrowgate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.arrowgate.tools.local.cluster.FlinkRestClient;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What a running job has failed of, each time it then started again by itself. */
public final class JobFailures {
    private JobFailures() {}

    /** Stack traces, the newest first. Flink's answer may be 3 s old if it was asked before, and is of now if it was not. */
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
