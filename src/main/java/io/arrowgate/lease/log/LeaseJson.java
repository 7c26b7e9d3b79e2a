package io.arrowgate.lease.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Encodes and decodes lease entries as JSON. The key of a record is {@code JOB_NAME/INSTANCE}. */
final class LeaseJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LeaseJson() {}

    static byte[] bytes(LeaseEntry entry) throws IOException {
        LeaseOwner owner = entry.owner();
        ObjectNode json = JSON.createObjectNode();
        json.put("instance", entry.instance());
        json.put("state", entry.state().name());
        json.put("token", entry.token());
        json.put("valid_ms", entry.validity().toMillis());
        json.put("host", owner.host());
        json.put("pid", owner.pid());
        if (owner.process() != null) {
            json.putObject("process")
                    .put("machine", owner.process().machine())
                    .put("pid", owner.process().pid())
                    .put("start_time", owner.process().startTime());
        }
        if (owner.flinkJob() != null) {
            json.put("flink_job", owner.flinkJob());
        }
        if (owner.since() != null) {
            json.put("since", owner.since().toString());
        }
        return JSON.writeValueAsBytes(json);
    }

    /** @throws IOException or a RuntimeException if the value is not a valid entry */
    static LeaseEntry entry(byte[] value) throws IOException {
        JsonNode json = JSON.readTree(value);
        JsonNode process = json.get("process");
        LeaseOwner owner = new LeaseOwner(
                json.path("host").asText(),
                json.path("pid").asLong(),
                process == null
                        ? null
                        : new ProcessIdentity(
                                process.path("machine").asText(),
                                process.path("pid").asLong(),
                                process.path("start_time").asText()),
                json.has("flink_job") ? json.get("flink_job").asText() : null,
                json.has("since") ? Instant.parse(json.get("since").asText()) : null);
        return new LeaseEntry(
                json.get("instance").asText(),
                LeaseState.valueOf(json.get("state").asText()),
                json.get("token").asLong(),
                Duration.ofMillis(json.get("valid_ms").asLong()),
                owner);
    }
}
