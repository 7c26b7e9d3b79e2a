package io.arrowgate.stream.condition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.stream.column.DurationFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks docs/alert-rules.md against the code: each example is a valid rule of its stream. */
class AlertRulesPageTest {
    private static final Pattern BLOCK = Pattern.compile("```(yaml|json)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern STREAM_FILE = Pattern.compile("# (\\w+)\\.yaml\n");
    private static final Pattern DEFAULTS = Pattern.compile("\\| `([a-z-]+)` \\| `([^`]+)` \\|");

    private final String page = read(Path.of("docs/alert-rules.md"));

    @Test
    void yamlExamplesFitTheirStreams() {
        List<String> examples = blocks("yaml");

        assertThat(examples).isNotEmpty().allSatisfy(example -> assertThat(rulesOf(example))
                .isNotEmpty());
    }

    @Test
    void everyKindHasYamlExample() {
        Set<Class<?>> shown = new HashSet<>();
        blocks("yaml").forEach(example -> rulesOf(example)
                .forEach(rule -> shown.add(rule.condition().getClass())));

        assertThat(shown).containsExactlyInAnyOrder(RuleCondition.class.getPermittedSubclasses());
    }

    @Test
    void everyKindHasSection() {
        for (Class<?> kind : RuleCondition.class.getPermittedSubclasses()) {
            assertThat(page).contains("\n### " + kindOf(kind) + ": ");
        }
    }

    @Test
    void jsonExampleIsValidRule() throws IOException {
        List<String> rules = blocks("json").stream()
                .filter(each -> !each.contains("emitted_at"))
                .toList();

        assertThat(rules).isNotEmpty();
        for (String json : rules) {
            String name = new ObjectMapper().readTree(json).path("name").asText();
            assertThat(AlertRuleJson.fromJson(json.getBytes(StandardCharsets.UTF_8), name, builtIn())
                            .rule()
                            .name())
                    .isEqualTo(name);
        }
    }

    @Test
    void alertMembersFollowSchemaOrder() throws IOException {
        String alert = blocks("json").stream()
                .filter(each -> each.contains("emitted_at"))
                .findFirst()
                .orElseThrow();
        JsonNode schema = new ObjectMapper().readTree(resource("/schemas/alert.schema.json"));

        assertThat(new ObjectMapper().readTree(alert).fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> schema.path("properties").fieldNames());
    }

    @Test
    void documentedDefaultsMatchRuleDefaults() {
        AlertRule bare = rulesOf("""
                # turnstiles.yaml
                alerts:
                  - {name: bare, kind: crowding, field: EXITS}
                """).get(0);
        CrowdingRule crowdingRule = (CrowdingRule) bare.condition();

        assertThat(defaultOf("severity")).isEqualTo(bare.severity().label());
        assertThat(DurationFormat.parse("hold", defaultOf("hold"))).isEqualTo(bare.hold());
        assertThat(defaultOf("storm-limit")).isEqualTo(bare.stormLimit().toString());
        assertThat(DurationFormat.parse("window", defaultOf("window"))).isEqualTo(crowdingRule.window());
        assertThat(Double.parseDouble(defaultOf("factor"))).isEqualTo(crowdingRule.factor());
        assertThat(Double.parseDouble(defaultOf("at-least"))).isEqualTo(crowdingRule.atLeast());
        assertThat(Double.parseDouble(defaultOf("max-per-hour")))
                .isEqualTo(new CounterRule("EXITS", null, null).maxPerHour());
        assertThat(SustainedDuration.of(defaultOf("for"))).isEqualTo(SustainedDuration.AT_ONCE);
    }

    /** Returns the first default of this key on the page. */
    private String defaultOf(String key) {
        return DEFAULTS.matcher(page)
                .results()
                .filter(row -> row.group(1).equals(key))
                .findFirst()
                .orElseThrow()
                .group(2);
    }

    private List<String> blocks(String language) {
        return BLOCK.matcher(page)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Returns the rules of the built-in stream that the example names, with the example replacing its own. */
    private static List<AlertRule> rulesOf(String example) {
        Matcher file = STREAM_FILE.matcher(example);
        assertThat(file.lookingAt())
                .as("the stream's file in the first line of\n%s", example)
                .isTrue();
        String stream = resource("/streams/" + file.group(1) + ".yaml");
        String yaml = stream.substring(0, stream.indexOf("\nalerts:") + 1) + example;
        try {
            return StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), example)
                    .alerts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kindOf(Class<?> condition) {
        try {
            return (String) condition.getDeclaredField("KIND").get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(condition + " has no KIND", e);
        }
    }

    private static List<StreamDefinition> builtIn() {
        return StreamDefinitions.BUILT_IN.stream()
                .map(StreamDefinitions::builtIn)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = AlertRulesPageTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
