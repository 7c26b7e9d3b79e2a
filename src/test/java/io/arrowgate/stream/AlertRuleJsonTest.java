package io.arrowgate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.stream.condition.AbsentRule;
import io.arrowgate.stream.condition.AlarmRate;
import io.arrowgate.stream.condition.AnomalyRule;
import io.arrowgate.stream.condition.ChangeDirection;
import io.arrowgate.stream.condition.ChangeRule;
import io.arrowgate.stream.condition.Comparison;
import io.arrowgate.stream.condition.CounterFaultKind;
import io.arrowgate.stream.condition.CounterRule;
import io.arrowgate.stream.condition.CrowdingRule;
import io.arrowgate.stream.condition.RuleCondition;
import io.arrowgate.stream.condition.SustainedDuration;
import io.arrowgate.stream.condition.ThresholdRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests alert rules as JSON. */
class AlertRuleJsonTest {
    private static final StreamDefinition SENSORS = StreamDefinitions.builtIn("sensors");
    private static final StreamDefinition TURNSTILES = StreamDefinitions.builtIn("turnstiles");
    private static final List<StreamDefinition> BOTH = List.of(SENSORS, TURNSTILES);
    private static final String ABSENT = "{\"stream\":\"sensors\",\"kind\":\"absent\",\"for\":\"1 min\"}";

    private static RuntimeRule read(String json, String name, List<StreamDefinition> streams) {
        return AlertRuleJson.fromJson(json.getBytes(StandardCharsets.UTF_8), name, streams);
    }

    static Stream<RuntimeRule> rulesOfEveryKind() {
        Duration second = Duration.ofSeconds(1);
        return Stream.of(
                of(
                        "sensors",
                        new ThresholdRule("cpu_used", Comparison.LESS, 5.5, 6.0, new SustainedDuration(second, 1))),
                of(
                        "sensors",
                        new ThresholdRule(
                                "cpu_used", Comparison.NOT_EQUAL, 0.0, null, new SustainedDuration(Duration.ZERO, 3))),
                of("sensors", new ChangeRule("cpu_used", ChangeDirection.RISE, 1e-3, false, second)),
                of("sensors", new ChangeRule("cpu_used", ChangeDirection.FALL, 12.5, true, second)),
                of("sensors", new AbsentRule(Duration.ofDays(30))),
                of("sensors", new AnomalyRule("cpu_used", null)),
                of("sensors", new AnomalyRule("cpu_used", 0.8)),
                of("sensors", new AnomalyRule("cpu_used", null, new AlarmRate(2, AlarmRate.Unit.WEEK))),
                of(
                        "turnstiles",
                        new CounterRule("EXITS", EnumSet.of(CounterFaultKind.JUMP, CounterFaultKind.RESET), 2_500.0)),
                of("turnstiles", new CounterRule("EXITS", null, null)),
                of("turnstiles", new CrowdingRule("ENTRIES", Duration.ofHours(4), 2.5, 500.0)));
    }

    private static RuntimeRule of(String stream, RuleCondition condition) {
        return new RuntimeRule(
                stream,
                new AlertRule(
                        "a-rule",
                        Severity.CRITICAL,
                        "ü {value}",
                        new SeriesFilter(Map.of(stream.equals("sensors") ? "device" : "SCP", List.of("a*", "?,;\\"))),
                        Duration.ofMillis(1_500),
                        7,
                        condition));
    }

    @ParameterizedTest
    @MethodSource("rulesOfEveryKind")
    void writtenRuleReadsBackAndWritesSameBytes(RuntimeRule rule) {
        byte[] json = AlertRuleJson.toJson(rule);

        RuntimeRule again = AlertRuleJson.fromJson(json, "a-rule", BOTH);

        assertThat(again).isEqualTo(rule);
        assertThat(AlertRuleJson.toJson(again)).isEqualTo(json);
    }

    @Test
    void rulesCoverEveryKind() {
        Set<Class<?>> shown = new HashSet<>();
        rulesOfEveryKind().forEach(rule -> shown.add(rule.rule().condition().getClass()));

        assertThat(shown).containsExactlyInAnyOrder(RuleCondition.class.getPermittedSubclasses());
    }

    @Test
    void nameMayRepeatRecordKey() {
        assertThat(read(ABSENT, "quiet", BOTH).rule().name()).isEqualTo("quiet");
        assertThat(read(ABSENT.replace("{", "{\"name\":\"quiet\","), "quiet", BOTH)
                        .rule()
                        .name())
                .isEqualTo("quiet");
    }

    @Test
    void streamIsOptionalWithSingleStream() {
        String json = ABSENT.replace("\"stream\":\"sensors\",", "");

        assertThat(read(json, "quiet", List.of(SENSORS)).stream()).isEqualTo("sensors");
        assertThatThrownBy(() -> read(json, "quiet", BOTH))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessage("stream: is missing; give one of [sensors, turnstiles]");
    }

    @Test
    void ruleOfUnknownStreamIsRejected() {
        assertThatThrownBy(() -> read(ABSENT, "quiet", List.of(TURNSTILES)))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessage("stream: 'sensors' is not a stream of this job; give one of [turnstiles]");
    }

    @Test
    void nameDifferentFromKeyIsRejected() {
        assertThatThrownBy(() -> read(ABSENT.replace("{", "{\"name\":\"loud\","), "quiet", BOTH))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessage("name: 'loud' differs from the record's key 'quiet'; use the same name, or omit it");
    }

    @Test
    void ruleForFieldOfOtherStreamIsRejected() {
        String json = "{\"stream\":\"turnstiles\",\"kind\":\"anomaly\",\"field\":\"cpu_used\"}";

        assertThatThrownBy(() -> read(json, "odd", BOTH))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessage(
                        "alert rule odd: field: 'cpu_used' is not a reading of the stream; give one of [ENTRIES, EXITS]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                          | to remove a rule, send an empty value
            "absent"                                                    | to remove a rule, send an empty value
            null                                                        | to remove a rule, send an empty value
            {"stream":"sensors","kind":"absent","for":"1 s"} {}         | continues after its end
            {"stream":"sensors","kind":"absent","kind":"absent"}        | uplicate
            {"stream":"sensors","kind":"absent","for":60}               | for
            {"stream":"sensors","kind":"absent","for":"1 s","text":1}   | text
            {"stream":"sensors","kind":"absent","for":"1 s","series":1} | series
            {"stream":"sensors"                                         | nd-of-input
            """)
    void invalidRuleIsRejected(String json, String wrong) {
        assertThatThrownBy(() -> read(json, "quiet", BOTH))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining(wrong);
    }
}
