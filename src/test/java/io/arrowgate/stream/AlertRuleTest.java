package io.arrowgate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.stream.condition.ChangeDirection;
import io.arrowgate.stream.condition.ChangeRule;
import io.arrowgate.stream.condition.Comparison;
import io.arrowgate.stream.condition.SustainedDuration;
import io.arrowgate.stream.condition.ThresholdRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests alert rules in YAML: reading, defaults and errors. */
class AlertRuleTest {
    private static final String STREAM = """
            name: meters
            format: json
            event-time: {column: at}
            series-key: [meter]
            labels: [house]
            columns:
              - {name: meter, type: string, required: true}
              - {name: at, type: timestamp, required: true}
              - {name: house, type: string}
              - {name: power, type: float64}
              - {name: energy, type: int64, required: true}
              - {name: state, type: string}
            counters: {kind: cumulative, columns: [energy]}
            alerts:
            """;

    private static StreamDefinition read(String... rules) throws IOException {
        StringBuilder yaml = new StringBuilder(STREAM);
        for (String rule : rules) {
            yaml.append("  - {").append(rule).append("}\n");
        }
        return StreamDefinitions.read(
                new ByteArrayInputStream(yaml.toString().getBytes(StandardCharsets.UTF_8)), "meters.yaml");
    }

    private static AlertRule rule(String yaml) throws IOException {
        return read(yaml).alerts().get(0);
    }

    @Test
    void ruleWithAllKeysIsRead() throws IOException {
        AlertRule rule = rule(
                "name: hot, kind: threshold, field: power, comparison: '>=', value: 9.5, clear: 8, for: 3 readings,"
                        + " severity: critical, text: '{meter} of {house}', series: {meter: [a*, b], house: '?'}, hold: 1 min,"
                        + " storm-limit: 7");

        assertThat(rule)
                .isEqualTo(new AlertRule(
                        "hot",
                        Severity.CRITICAL,
                        "{meter} of {house}",
                        new SeriesFilter(Map.of("meter", List.of("a*", "b"), "house", List.of("?"))),
                        Duration.ofMinutes(1),
                        7,
                        new ThresholdRule(
                                "power",
                                Comparison.GREATER_OR_EQUAL,
                                9.5,
                                8.0,
                                new SustainedDuration(Duration.ZERO, 3))));
    }

    @Test
    void omittedKeysHaveDefaults() throws IOException {
        AlertRule rule = rule("name: hot, kind: threshold, field: power, comparison: '>', value: 9");

        assertThat(rule.severity()).isEqualTo(Severity.WARNING);
        assertThat(rule.series()).isEqualTo(SeriesFilter.ALL);
        assertThat(rule.hold()).isEqualTo(Duration.ofSeconds(10));
        assertThat(rule.stormLimit()).isEqualTo(100);
        assertThat(rule.text()).isEqualTo("hot: {field} of {series} is {value}, above {threshold}");
        assertThat(rule.condition()).isEqualTo(new ThresholdRule("power", Comparison.GREATER, 9.0, null, null));
    }

    @Test
    void changeAcceptsNumberOrPercentage() throws IOException {
        assertThat(rule("name: a, kind: change, field: power, direction: rise, by: 20, within: 5 s")
                        .condition())
                .isEqualTo(new ChangeRule("power", ChangeDirection.RISE, 20, false, Duration.ofSeconds(5)));
        assertThat(rule("name: a, kind: change, field: power, direction: fall, by: '12.5 %', within: 5 s")
                        .condition())
                .isEqualTo(new ChangeRule("power", ChangeDirection.FALL, 12.5, true, Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: threshold, field: power, comparison: '>', value: 9, colour: red      | colour | known here are
            kind: threshold, field: power, comparison: '>', value: 9, window: 1 h      | window | known here are
            field: power, comparison: '>', value: 9                                    | kind   | missing
            kind: thresh, field: power, comparison: '>', value: 9                      | kind: 'thresh' is not one of [threshold, change | did you mean 'threshold'?
            kind: threshold, field: power, comparision: '>', value: 9                  | unknown key 'comparision' | did you mean 'comparison'?
            kind: threshold, field: power, comparison: '>', value: 9, severty: info    | unknown key 'severty' | did you mean 'severity'?
            kind: threshold, field: pressure, comparison: '>', value: 9                | pressure | [power, energy]
            kind: threshold, field: state, comparison: '>', value: 9                   | state  | [power, energy]
            kind: threshold, comparison: '>', value: 9                                 | field  | [power, energy]
            kind: threshold, field: power, comparison: '=>', value: 9                  | =>     | [>, >=, <, <=, =, !=]
            kind: threshold, field: power, value: 9                                    | comparison | [>, >=, <, <=, =, !=]
            kind: threshold, field: power, comparison: '>'                             | value  | missing
            kind: threshold, field: power, comparison: '>', value: 9, clear: 10        | clear: '10.0' | wrong side of value 9.0
            kind: threshold, field: power, comparison: '<', value: 9, clear: 8         | clear: '8.0'  | wrong side of value 9.0
            kind: threshold, field: power, comparison: '=', value: 9, clear: 9         | clear: '9.0'  | wrong side
            kind: threshold, field: power, comparison: '>', value: 9, for: 0 readings  | for: '0' | give 1 or more
            kind: threshold, field: power, comparison: '>', value: 9, for: 31 d        | for    | give 30 d or less
            kind: threshold, field: power, comparison: '>', value: 9, for: long        | for: 'long' | give for example
            kind: threshold, field: power, comparison: '>', value: 9, hold: 31 d       | hold   | give 30 d or less
            kind: threshold, field: power, comparison: '>', value: 9, hold: PT-1S      | hold   | give 30 d or less
            kind: threshold, field: power, comparison: '>', value: 9, hold: 10         | hold: '10' | give for example
            kind: threshold, field: power, comparison: '>', value: 9, severity: bad    | bad    | not one of [info, warning, critical]
            kind: threshold, field: power, comparison: '>', value: 9, storm-limit: 0   | storm-limit: '0' | 1 to 1,000,000
            kind: threshold, field: power, comparison: '>', value: 9, series: {power: x} | power | [meter, house]
            kind: threshold, field: power, comparison: '>', value: 9, series: {meter: []} | series.meter | has no pattern
            kind: threshold, field: power, comparison: '>', value: 9, text: 'at {state}' | {state} | [meter, house]
            kind: change, field: power, direction: up, by: 9, within: 1 s              | up     | rise, fall
            kind: change, field: power, by: 9, within: 1 s                             | direction | give rise or fall
            kind: change, field: power, direction: rise, by: some, within: 1 s         | by: 'some' | give for example 20
            kind: change, field: power, direction: rise, by: 1.2.3 %, within: 1 s      | by: '1.2.3 %' | not a number
            kind: change, field: power, direction: rise, by: 0 %, within: 1 s          | by: '0.0' | above 0
            kind: change, field: power, direction: rise, within: 1 s                   | by: is missing | give for example 20
            kind: change, field: power, direction: rise, by: 9                         | within | missing
            kind: change, field: power, direction: rise, by: 9, within: 0 s            | within | give 30 d or less
            kind: change, field: power, direction: rise, by: 9, within: 999999999999 d | within | give 30 d or less
            kind: absent                                                               | for    | missing
            kind: absent, for: 31 d                                                    | for    | give 30 d or less
            kind: absent, for: 1 min, field: power                                     | field  | known here are
            kind: anomaly, field: power, threshold: 1.5                                | threshold: '1.5' | (0, 1]
            kind: counter, field: power                                                | power  | not a counter of the stream
            kind: counter, field: energy, on: [loss]                                   | loss   | reset
            kind: counter, field: energy, max-per-hour: 0                              | max-per-hour: '0.0' | above 0
            kind: crowding, field: power                                               | power  | not a counter of the stream
            kind: crowding, field: energy, factor: 1                                   | factor: '1.0' | above 1
            kind: crowding, field: energy, window: 25 h                                | window | longer than a day
            kind: crowding, field: energy, at-least: -1                                | at-least: '-1.0' | below 0
            """)
    void invalidRuleErrorNamesRuleProblemAndRemedy(String rule, String wrong, String remedy) {
        assertThatThrownBy(() -> read("name: this-one, " + rule))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining("alert rule this-one")
                .hasMessageContaining(wrong)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @CsvSource({"Hot", "-hot", "hot_1", "''"})
    void nameAllowsLowerCaseLettersDigitsAndHyphens(String name) {
        assertThatThrownBy(() -> read("name: '%s', kind: absent, for: 1 s".formatted(name)))
                .hasMessageContaining("name: '%s'".formatted(name))
                .hasMessageContaining("lower-case letters, digits and '-'");
    }

    @Test
    void ruleWithoutNameIsRejected() {
        assertThatThrownBy(() -> read("kind: absent, for: 1 s")).hasMessageContaining("name: is missing; ");
    }

    @Test
    void duplicateNameIsRejected() {
        assertThatThrownBy(() -> read("name: a, kind: absent, for: 1 s", "name: a, kind: absent, for: 2 s"))
                .hasMessageContaining("alerts.name: 'a' is duplicated");
    }

    @Test
    void counterRuleOnIncrementsIsRejected() {
        String increments = STREAM.replace("cumulative", "increment")
                + "  - {name: a, kind: crowding, field: energy}\n  - {name: b, kind: counter, field: energy}\n";

        assertThatThrownBy(() -> StreamDefinitions.read(
                        new ByteArrayInputStream(increments.getBytes(StandardCharsets.UTF_8)), "test"))
                .hasMessageContaining("alert rule b: field: 'energy' is not a counter of the stream");
    }

    @Test
    void errorNamesFile() {
        assertThatThrownBy(() -> read("name: a, kind: absent")).hasMessageStartingWith("meters.yaml, line ");
    }
}
