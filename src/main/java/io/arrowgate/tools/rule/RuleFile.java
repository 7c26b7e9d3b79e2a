package io.arrowgate.tools.rule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.RuntimeRule;
import io.arrowgate.stream.StreamDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads alert rules from YAML or JSON, and checks them with the job's own parser: one rule, a list of rules, or an object with the
 * list {@code alerts}, as in a definition, and their {@code stream}.
 */
public final class RuleFile {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String ALERTS = "alerts";
    private static final String STREAM = "stream";
    private static final String NAME = "name";

    private final List<StreamDefinition> streams;
    private final Map<String, RuntimeRule> rules = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();

    private RuleFile(List<StreamDefinition> streams) {
        this.streams = streams;
    }

    /**
     * Returns the rules by name.
     *
     * @param streams of the job
     * @throws InvalidSettingException that lists all invalid rules
     */
    public static Map<String, RuntimeRule> parse(String text, List<StreamDefinition> streams) {
        RuleFile file = new RuleFile(streams);
        file.read(tree(text));
        if (!file.errors.isEmpty()) {
            throw invalid("%d of %d rules are invalid:%n  %s"
                    .formatted(
                            file.errors.size(),
                            file.errors.size() + file.rules.size(),
                            String.join(System.lineSeparator() + "  ", file.errors)));
        }
        if (file.rules.isEmpty()) {
            throw invalid("there are no rules; give a rule, a list of rules, or an object with the list 'alerts'");
        }
        return file.rules;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text); // YAML rejects the tabs that JSON allows.
        } catch (JsonProcessingException notJson) {
            try {
                return YAML.readTree(text);
            } catch (JsonProcessingException e) {
                throw invalid("not valid YAML or JSON: %s, line %d"
                        .formatted(
                                e.getOriginalMessage(),
                                e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
            }
        }
    }

    private void read(JsonNode root) {
        if (root.isArray()) {
            root.forEach(rule -> read(rule, null));
        } else if (root.has(ALERTS)) {
            root.fieldNames().forEachRemaining(key -> {
                if (!key.equals(ALERTS) && !key.equals(STREAM)) {
                    throw invalid("unknown key '%s' next to 'alerts'; known are [alerts, stream]".formatted(key));
                }
            });
            root.get(ALERTS).forEach(rule -> read(rule, root.get(STREAM)));
        } else if (root.isObject()) {
            read(root, null);
        }
    }

    /** @param stream of the rule, unless it names one; null if unknown */
    private void read(JsonNode node, JsonNode stream) {
        String name = node.path(NAME).asText("");
        int number = errors.size() + rules.size() + 1;
        if (!(node instanceof ObjectNode rule) || name.isEmpty()) {
            errors.add("rule %d: name: is missing; give the name of a rule".formatted(number));
            return;
        }
        if (stream != null && !rule.has(STREAM)) {
            rule.set(STREAM, stream);
        }
        try {
            RuntimeRule parsed = AlertRuleJson.fromJson(JSON.writeValueAsBytes(rule), name, streams);
            if (rules.putIfAbsent(name, parsed) != null) {
                errors.add("alert rule %s: is there twice; names are unique in a job".formatted(name));
            }
        } catch (InvalidStreamDefinitionException e) {
            String message = e.getMessage();
            errors.add(message.startsWith("alert rule ") ? message : "alert rule %s: %s".formatted(name, message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a JSON tree", e);
        }
    }

    private static InvalidSettingException invalid(String problem) {
        return new InvalidSettingException("--file", problem);
    }
}
