package io.arrowgate.stream.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests durations as rules write them, alone and as the duration of a breach. */
class DurationFormatTest {
    @ParameterizedTest
    @CsvSource({
        "500 ms, 500",
        "10 s, 10000",
        "10s, 10000",
        "5 min, 300000",
        "2 h, 7200000",
        "7 d, 604800000",
        "PT1M, 60000"
    })
    void durationIsNumberWithUnitOrIso8601(String text, long millis) {
        assertThat(DurationFormat.parse("for", text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"10", "s", "10 m", "1.5 h", "-1 s", "10 s ago", "1234567890123 s", "''"})
    void anythingElseIsAnErrorThatNamesTheKey(String text) {
        assertThatThrownBy(() -> DurationFormat.parse("within", text))
                .hasMessage("within: '%s' is not a duration; give for example 500 ms, 10 s, 5 min, 1 h or 7 d"
                        .formatted(text));
    }

    @Test
    void writtenRuleReadsBackEqual() {
        Duration duration = Duration.ofMillis(90_061_001);

        assertThat(DurationFormat.parse("for", DurationFormat.text(duration))).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({"0 s", "PT-1S", "PT0.0001S", "2592000001 ms", "999999999999 d", "PT-2562047788015215H"})
    void durationBelowMillisecondOrAboveMonthIsRejected(String text) {
        assertThatThrownBy(() -> DurationFormat.checked("within", DurationFormat.parse("within", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("within: ")
                .hasMessageContaining("is out of range; give 30 d or less");
    }

    @Test
    void monthIsWithinRange() {
        assertThat(DurationFormat.checked("within", DurationFormat.parse("within", "30 d")))
                .hasDays(30);
    }
}
