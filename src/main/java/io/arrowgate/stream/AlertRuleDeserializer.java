package io.arrowgate.stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.stream.condition.RuleCondition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Deserializes alert rules. A rule is a flat object of common keys and the keys of its condition. */
final class AlertRuleDeserializer extends StdDeserializer<AlertRule> {
    private static final long serialVersionUID = 1;

    AlertRuleDeserializer() {
        super(AlertRule.class);
    }

    @Override
    public AlertRule deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode tree = context.readTree(parser);
        if (!(tree instanceof ObjectNode condition)) {
            throw JsonMappingException.from(
                    parser, "an alert rule must be an object with name, kind and the keys of its kind");
        }
        ObjectNode common = condition.objectNode();
        for (String key : Common.KEYS) {
            if (condition.has(key)) {
                common.set(key, condition.remove(key));
            }
        }
        String name = common.path("name").asText("without a name");
        try {
            Common commonKeys = context.readTreeAsValue(common, Common.class);
            RuleCondition ruleCondition = context.readTreeAsValue(condition, RuleCondition.class);
            return new AlertRule(
                    commonKeys.name,
                    commonKeys.severity,
                    commonKeys.text,
                    commonKeys.series,
                    commonKeys.hold,
                    commonKeys.stormLimit,
                    ruleCondition);
        } catch (IllegalArgumentException | JsonMappingException e) {
            throw JsonMappingException.from(
                    parser, "alert rule %s: %s".formatted(name, StreamDefinitions.reason(e)), e);
        }
    }

    /** Holds the keys that every rule has. */
    private record Common(
            @JsonProperty("name") String name,
            @JsonProperty("severity") Severity severity,
            @JsonProperty("text") String text,
            @JsonProperty("series") SeriesFilter series,
            @JsonProperty("hold") Duration hold,
            @JsonProperty("storm-limit") Integer stormLimit) {
        static final List<String> KEYS = List.of("name", "severity", "text", "series", "hold", "storm-limit");
    }
}
