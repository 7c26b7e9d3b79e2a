package io.arrowgate.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.stream.column.DurationFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** Reads and writes alert rules as JSON, the format of the rules topic: the keys of YAML, and {@code stream}. */
public final class AlertRuleJson {
    private static final ObjectMapper MAPPER =
            StreamDefinitions.strict(JsonMapper.builder()).build();

    private AlertRuleJson() {}

    /**
     * Reads a rule and checks it against its stream.
     *
     * @param name of the rule; the JSON need not repeat it
     * @param streams of the job; the JSON may omit the stream if there is only one
     * @throws InvalidStreamDefinitionException if it is not a valid rule or does not fit the stream
     */
    public static RuntimeRule fromJson(byte[] json, String name, Collection<StreamDefinition> streams) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (!(tree instanceof ObjectNode object)) {
                throw new IllegalArgumentException(
                        "a rule must be a JSON object; to remove a rule, send an empty value");
            }
            StreamDefinition stream = stream(object.remove("stream"), streams);
            if (!name.equals(object.path("name").asText(name))) {
                throw new IllegalArgumentException(
                        "name: '%s' differs from the record's key '%s'; use the same name, or omit it"
                                .formatted(object.get("name").asText(), name));
            }
            AlertRule rule = MAPPER.treeToValue(object.put("name", name), AlertRule.class);
            rule.checkFits(stream);
            return new RuntimeRule(stream.name(), rule);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new InvalidStreamDefinitionException(StreamDefinitions.reason(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StreamDefinition stream(JsonNode name, Collection<StreamDefinition> streams) {
        List<String> names = streams.stream().map(StreamDefinition::name).toList();
        if (name == null && names.size() > 1) {
            throw new IllegalArgumentException("stream: is missing; give one of " + names);
        }
        return streams.stream()
                .filter(stream -> name == null || stream.name().equals(name.asText()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "stream: '%s' is not a stream of this job; give one of %s".formatted(name.asText(), names)));
    }

    /** Writes a rule in the form that {@link #fromJson} reads; equal rules give equal bytes. */
    public static byte[] toJson(RuntimeRule runtime) {
        AlertRule rule = runtime.rule();
        ObjectNode json =
                MAPPER.createObjectNode().put("stream", runtime.stream()).put("name", rule.name());
        json.setAll(MAPPER.<ObjectNode>valueToTree(rule.condition()));
        json.set("severity", MAPPER.valueToTree(rule.severity()));
        json.put("text", rule.text());
        json.set("series", MAPPER.valueToTree(rule.series()));
        json.put("hold", DurationFormat.text(rule.hold()));
        json.put("storm-limit", rule.stormLimit());
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
