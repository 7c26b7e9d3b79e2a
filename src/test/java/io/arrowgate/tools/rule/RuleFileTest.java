package io.arrowgate.tools.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.stream.RuntimeRule;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {
    private static final List<StreamDefinition> STREAMS =
            List.of(StreamDefinitions.builtIn("sensors"), StreamDefinitions.builtIn("turnstiles"));

    private static Map<String, RuntimeRule> parse(String text) {
        return RuleFile.parse(text, STREAMS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                stream: sensors
                name: hot
                kind: threshold
                field: cpu_used
                comparison: ">"
                value: 80
                """,
                """
                - stream: sensors
                  name: hot
                  kind: threshold
                  field: cpu_used
                  comparison: ">"
                  value: 80
                """,
                """
                stream: sensors
                alerts:
                  - name: hot
                    kind: threshold
                    field: cpu_used
                    comparison: ">"
                    value: 80
                """,
                "{\n\t\"stream\": \"sensors\", \"name\": \"hot\", \"kind\": \"threshold\", \"field\": \"cpu_used\", \"comparison\": \">\", \"value\": 80}"
            })
    void ruleListAndDefinitionAreRead(String text) {
        assertThat(parse(text)).containsOnlyKeys("hot");
        assertThat(parse(text).get("hot").stream()).isEqualTo("sensors");
    }

    @Test
    void exampleIsValid() throws Exception {
        assertThat(parse(Files.readString(Path.of("examples/alert-rules.yaml"))))
                .containsOnlyKeys("memory-low");
    }

    @Test
    void allInvalidRulesAreReportedAtOnce() {
        assertThatThrownBy(() -> parse("""
                - {stream: sensors, name: ok, kind: absent, for: 5 min}
                - {stream: sensors, name: key, kind: threshold, feild: cpu_used, comparison: ">", value: 80}
                - {stream: sensor, name: stream, kind: absent, for: 5 min}
                - {stream: sensors, name: field, kind: threshold, field: cpu, comparison: ">", value: 80}
                - {stream: sensors, kind: absent, for: 5 min}
                - {stream: sensors, name: ok, kind: absent, for: 6 min}
                """))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("--file: 5 of 6 rules are invalid:\n  ")
                .hasMessageContaining("alert rule key: unknown key 'feild'; did you mean 'field'?")
                .hasMessageContaining(
                        "alert rule stream: stream: 'sensor' is not a stream of this job; give one of [sensors, turnstiles]")
                .hasMessageContaining("alert rule field: field: 'cpu' is not a reading of the stream; give one of [")
                .hasMessageContaining("rule 5: name: is missing")
                .hasMessageContaining("alert rule ok: is there twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|there are no rules",
                "[]|there are no rules",
                "a: [1|not valid YAML or JSON",
                "{\"a\": 1, \"a\": 2}|Duplicate field 'a', line 1",
                "{alerts: [], strem: sensors}|unknown key 'strem' next to 'alerts'"
            })
    void fileWithoutRulesIsRejected(String text, String reason) {
        assertThatThrownBy(() -> parse(text)).hasMessageContaining("--file: ").hasMessageContaining(reason);
    }
}
