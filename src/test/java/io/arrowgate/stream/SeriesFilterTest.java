package io.arrowgate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the patterns that select series. */
class SeriesFilterTest {
    private static boolean matches(String pattern, String value) {
        return new SeriesFilter(Map.of("device", List.of(pattern))).matches(Map.of("device", value)::get);
    }

    @ParameterizedTest
    @CsvSource({
        "edge-1, edge-1",
        "edge-*, edge-",
        "edge-*, edge-17",
        "*, ''",
        "*, anything",
        "'', ''",
        "edge-?, edge-7",
        "*-7, edge-7-7",
        "*a*b, xaabab",
        "a**, a",
        "?*, x",
        "a.b, a.b"
    })
    void patternMatchesWholeValue(String pattern, String value) {
        assertThat(matches(pattern, value)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "edge-1, edge-12",
        "edge-1, my-edge-1",
        "edge-*, Edge-1",
        "edge-?, edge-",
        "edge-?, edge-17",
        "'', x",
        "*a*b, xaaba",
        "?, ''",
        "a.b, axb",
        "[ab], a"
    })
    void patternDoesNotMatchOtherValues(String pattern, String value) {
        assertThat(matches(pattern, value)).isFalse();
    }

    @Test
    void onePatternPerColumnSuffices() {
        SeriesFilter filter = new SeriesFilter(Map.of("device", List.of("a", "b*")));

        assertThat(filter.matches(column -> "a")).isTrue();
        assertThat(filter.matches(column -> "bcd")).isTrue();
        assertThat(filter.matches(column -> "c")).isFalse();
    }

    @Test
    void everyColumnMustMatch() {
        SeriesFilter filter = new SeriesFilter(Map.of("device", List.of("a"), "room", List.of("1*")));

        assertThat(filter.matches(Map.of("device", "a", "room", "12")::get)).isTrue();
        assertThat(filter.matches(Map.of("device", "a", "room", "21")::get)).isFalse();
        assertThat(filter.matches(Map.of("device", "b", "room", "12")::get)).isFalse();
    }

    @Test
    void emptyFilterMatchesAllSeries() {
        assertThat(SeriesFilter.ALL.matches(column -> "any value")).isTrue();
    }

    @Test
    void columnWithoutPatternIsRejected() {
        assertThatThrownBy(() -> new SeriesFilter(Map.of("device", List.of())))
                .hasMessage("series.device: '[]' has no pattern; give one, or remove the column");
    }

    @Test
    @Timeout(60)
    void patternWithManyStarsMatchesFast() {
        assertThat(matches("*a".repeat(50) + "*b", "a".repeat(10_000))).isFalse();
    }
}
