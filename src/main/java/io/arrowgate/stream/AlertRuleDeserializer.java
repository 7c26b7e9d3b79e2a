package io.arrowgate.stream;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.config.option.NameSuggestion;
import io.arrowgate.stream.condition.RuleCondition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Deserializes alert rules. A rule is a flat object of common keys and the keys of its condition. */
final class AlertRuleDeserializer extends StdDeserializer<AlertRule> {
    private static final long serialVersionUID = 1;

    private static final String KIND = "kind";

    private static final Map<String, Class<?>> CONDITIONS = Stream.of(
                    RuleCondition.class.getAnnotation(JsonSubTypes.class).value())
            .collect(toMap(JsonSubTypes.Type::name, JsonSubTypes.Type::value, (a, b) -> a, LinkedHashMap::new));

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
        String name = condition.path("name").asText("without a name");
        checkKeys(condition, name, parser, context);
        ObjectNode common = condition.objectNode();
        for (String key : Common.KEYS) {
            if (condition.has(key)) {
                common.set(key, condition.remove(key));
            }
        }
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

    private static void checkKeys(JsonNode rule, String name, JsonParser parser, DeserializationContext context)
            throws JsonMappingException {
        String kind = rule.path(KIND).asText(null);
        if (kind == null) {
            return;
        }
        Class<?> type = CONDITIONS.get(kind);
        if (type == null) {
            throw JsonMappingException.from(
                    parser,
                    "alert rule %s: kind: '%s' is not one of %s%s"
                            .formatted(
                                    name,
                                    kind,
                                    CONDITIONS.keySet(),
                                    NameSuggestion.suggestion(kind, CONDITIONS.keySet())));
        }
        List<String> known = new ArrayList<>(Common.KEYS);
        known.add(KIND);
        known.addAll(new DefinitionKeys(context.getConfig())
                .of(context.constructType(type))
                .keySet());
        Iterator<String> keys = rule.fieldNames();
        while (keys.hasNext()) {
            String key = keys.next();
            if (!known.contains(key)) {
                throw JsonMappingException.from(
                        parser, "alert rule %s: %s".formatted(name, DefinitionKeys.unknownKey(key, known)));
            }
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
