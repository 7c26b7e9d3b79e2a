package io.arrowgate.tools.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.tools.report.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;

/** Formats rules for the terminal, or as JSON that can be applied again. */
public final class RuleTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Keys that have columns of their own, or that all rules have. */
    private static final Set<String> NOT_OF_CONDITION =
            Set.of("stream", "name", "kind", "severity", "text", "series", "hold", "storm-limit");

    private static final Pattern MILLIS = Pattern.compile("(\\d{1,15}) ms");

    private RuleTable() {}

    /** Returns a line for each rule, beginning with the header. */
    public static List<String> lines(EffectiveRules effective) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "STREAM", "KIND", "SEVERITY", "SOURCE", "CONDITION"));
        effective.rules().forEach((name, entry) -> {
            ObjectNode rule = tree(entry);
            rows.add(List.of(
                    name,
                    entry.rule().stream(),
                    rule.path("kind").asText(),
                    rule.path("severity").asText(),
                    source(entry),
                    condition(rule)));
        });
        effective.removed().forEach(name -> rows.add(List.of(name, "–", "–", "–", "topic", "removed")));
        return TextTable.aligned(rows);
    }

    /** Returns the rules as a JSON array, which {@link RuleFile} reads. */
    public static String json(EffectiveRules effective) {
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(effective.rules().values().stream()
                            .map(RuleTable::tree)
                            .toList());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(EffectiveRules.Entry entry) {
        return entry.source().name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode tree(EffectiveRules.Entry entry) {
        try {
            return (ObjectNode) JSON.readTree(AlertRuleJson.toJson(entry.rule()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String condition(ObjectNode rule) {
        return rule.properties().stream()
                .filter(key -> !NOT_OF_CONDITION.contains(key.getKey())
                        && !key.getValue().isNull())
                .map(key -> key.getKey() + " " + text(key.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Returns a value as text; durations, which rules store in milliseconds, in their highest unit. */
    static String text(JsonNode value) {
        if (!value.isTextual()) {
            return value.toString();
        }
        Matcher millis = MILLIS.matcher(value.textValue());
        return millis.matches()
                ? TimeUtils.formatWithHighestUnit(Duration.ofMillis(Long.parseLong(millis.group(1))))
                : value.textValue();
    }
}
