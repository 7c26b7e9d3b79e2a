package io.arrowgate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests definitions whose names would be SQL injections. */
class HostileDefinitionsTest {
    private static final List<String> HOSTILE = List.of(
            "a`; DROP TABLE canary; --",
            "a\\`b",
            "a' OR 1 = 1",
            "a\" b",
            "a;b",
            "a--b",
            "a/*b*/",
            "a\nb",
            "a.b",
            "a b",
            "a{database}b",
            "a{{database}}b",
            "a%sb",
            "");

    /** Returns a complete definition, with a JSON text in place of {@code HERE}. */
    private static final List<String> PLACES = List.of(
            "name: HERE",
            "event-time: {column: HERE}",
            "series-key: [HERE]",
            "labels: [HERE]",
            "columns: [{name: HERE, type: string}, {name: k, type: string, required: true}, {name: t, type: timestamp, required: true}]",
            "counters: {kind: cumulative, columns: [HERE]}",
            "counters: {kind: cumulative, columns: [n], prefer: {HERE: x}}",
            "counters: {kind: cumulative, columns: [n], table: HERE}",
            "clickhouse: {table: HERE}",
            "clickhouse: {order-by: [HERE]}",
            "clickhouse: {partition-by: HERE}",
            "clickhouse: {ttl: HERE}",
            "roll-ups: [{table: HERE, width: PT1M}]",
            "roll-ups: [{table: w, width: HERE}]",
            "roll-ups: [{table: w, width: PT1M, by: [k, HERE]}]",
            "time-zone: HERE",
            "alerts: [{name: HERE, severity: info, kind: absent, for: 1 min}]");

    static Stream<Arguments> hostile() {
        return PLACES.stream()
                .flatMap(place ->
                        HOSTILE.stream().filter(text -> !isFine(place, text)).map(text -> Arguments.of(place, text)));
    }

    /** Accepts remainders, which are expressions, and hyphens in names of rules, which are values in SQL. */
    private static boolean isFine(String place, String text) {
        return (place.contains("partition-by") && text.equals("a%sb"))
                || (place.startsWith("alerts") && text.equals("a--b"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nameThatIsSqlIsRejected(String place, String text) throws IOException {
        String quoted = new ObjectMapper().writeValueAsString(text);
        assertThatThrownBy(() -> read(place.replace("HERE", quoted)))
                .isInstanceOf(InvalidStreamDefinitionException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: fine",
                "clickhouse: {table: fine_1}",
                "counters: {kind: cumulative, columns: [n], prefer: {k: x}}",
                "counters: {kind: cumulative, columns: [n], table: fine}",
                "roll-ups: [{table: w, width: PT1M, by: [k]}]",
                "alerts: [{name: fine, severity: info, kind: absent, for: 1 min}]"
            })
    void samePositionsAcceptNames(String place) throws IOException {
        assertThat(read(place)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t",
                "`t`",
                "tuple()",
                "toYYYYMM(t)",
                "(toMonday( `t` ), cityHash64(k) % 16)",
                "toDate(t, 'Europe/Vienna')",
                "intDiv(toUInt32(t), 3600 * 24) + 1.5"
            })
    void expressionsOfNamesAndCallsAreTaken(String expression) throws IOException {
        assertThat(read("clickhouse: {partition-by: \"%s\"}".formatted(expression))
                        .clickhouse()
                        .partitionBy())
                .isEqualTo(expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t ORDER BY k",
                "t) ENGINE = Memory AS (SELECT 1",
                "(SELECT x FROM y)",
                "t -- k",
                "t /* k */",
                "t; DROP TABLE canary",
                "'t' 'k'",
                "'it\\\\'s'",
                "f(t",
                "f(t))",
                "f(,t)",
                "f(t,)",
                "(t, )",
                "()",
                "t, k",
                "t +",
                "+",
                "``",
                "t#k",
                "f() g()",
                "t::Date",
                "x -> y"
            })
    void expressionThatCouldEscapeStatementIsRejected(String expression) {
        assertThatThrownBy(() -> read("clickhouse: {partition-by: \"%s\"}".formatted(expression)))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining("clickhouse.partition-by");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file('/etc/passwd')",
                "sleep(3)",
                "now()",
                "rand()",
                "generateUUIDv4()",
                "hostName()",
                "dictGet('d', 'a', k)",
                "toYYYYMM(t) + length(file(k))",
                "toString(FILE ('x'))",
                "throwIf(1)",
                "getSetting('x')",
                "runningDifference(t)",
                "someFunctionOfTheFuture(t)"
            })
    void functionsWithSideEffectsOrOutsideAccessAreRejected(String expression) {
        assertThatThrownBy(() -> read("clickhouse: {partition-by: \"%s\"}".formatted(expression)))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining("clickhouse.partition-by")
                .hasMessageContaining("calls ");
    }

    @Test
    void textThatLooksLikeCallIsAccepted() throws IOException {
        assertThat(read("clickhouse: {partition-by: \"concat(k, 'file(x)')\"}")
                        .clickhouse()
                        .partitionBy())
                .isEqualTo("concat(k, 'file(x)')");
    }

    @Test
    void replacedTableNameIsValidated() throws IOException {
        StreamDefinition stream = read("name: fine");
        assertThatThrownBy(() -> stream.withTable("a`b"))
                .hasMessageContaining("clickhouse.table: 'a`b' is not a valid name");
    }

    private static StreamDefinition read(String place) throws IOException {
        String key = place.substring(0, place.indexOf(':'));
        StringBuilder yaml = new StringBuilder(place).append('\n');
        List.of(
                        "name: s",
                        "format: json",
                        "event-time: {column: t}",
                        "series-key: [k]",
                        "columns: [{name: k, type: string, required: true}, {name: t, type: timestamp, required: true},"
                                + " {name: n, type: int64, required: true}]")
                .stream()
                .filter(line -> !line.startsWith(key + ":"))
                .forEach(line -> yaml.append(line).append('\n'));
        return StreamDefinitions.read(
                new ByteArrayInputStream(yaml.toString().getBytes(StandardCharsets.UTF_8)), "test");
    }
}
