package io.arrowgate.clickhouse.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTemplateTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/sql");

    private static SqlTemplate template(String text) {
        return SqlTemplate.of("test.sql", text);
    }

    @Test
    void everyPlaceOfAParameterGetsItsValue() {
        assertThat(template("SELECT {{a}}, {{b_1}}, {{a}} FROM t\n")
                        .with("a", "1")
                        .with("b_1", "`b`")
                        .render())
                .isEqualTo("SELECT 1, `b`, 1 FROM t");
    }

    @Test
    void clickHouseParametersAndBracesInValuesStay() {
        assertThat(template("SELECT {from:Date32}, {{a}}, {{b}}")
                        .with("a", "'{{b}} $1 \\'")
                        .with("b", "2")
                        .render())
                .isEqualTo("SELECT {from:Date32}, '{{b}} $1 \\', 2");
    }

    @Test
    void commentLinesAreLeftOut() {
        assertThat(template("-- {{purpose}}\nSELECT {{a}},\n    -- why\n    2 -- two\n")
                        .with("a", "1")
                        .render())
                .isEqualTo("SELECT 1,\n    2 -- two");
    }

    @Test
    void emptyValueLeavesItsLine() {
        assertThat(template("a\n{{b}}\n").with("b", "").render()).isEqualTo("a\n");
    }

    @Test
    void missingValueIsRejected() {
        assertThatThrownBy(() -> template("{{a}} {{b}}").with("a", "1").render())
                .hasMessage("test.sql: no value for parameters [b]");
    }

    @Test
    void valueWithoutParameterIsRejected() {
        assertThatThrownBy(() -> template("{{a}}").with("a", "1").with("c", "1").render())
                .hasMessage("test.sql: no parameter c; parameters are [a]");
        assertThatThrownBy(() -> template("{{a}}").render(Map.of("a", "1", "c", "1")))
                .hasMessage("test.sql: no parameter c; parameters are [a]");
    }

    @Test
    void secondValueIsRejected() {
        assertThatThrownBy(() -> template("{{a}}").with("a", "1").with("a", "1"))
                .hasMessage("test.sql: two values for parameter a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{a", "a}}", "{{ a }}", "{{a-b}}", "{{}}", "{{a:String}}"})
    void malformedParameterIsRejected(String text) {
        assertThatThrownBy(() -> template(text)).hasMessageStartingWith("test.sql: malformed parameter");
    }

    @Test
    void absentResourceIsRejected() {
        assertThatThrownBy(() -> SqlTemplate.resource("report/absent"))
                .hasMessage("no resource /sql/report/absent.sql");
    }

    /** Migrations and derived tables of files are whole files, which their integration tests run. */
    static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .map(TEMPLATES::relativize)
                    .filter(file -> !file.startsWith("report/migrations") && !file.startsWith("report/derived"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyTemplateHasItsExpectedText(Path template) {
        assertThat(GoldenSql.DIRECTORY.resolve(template)).exists();
    }
}
