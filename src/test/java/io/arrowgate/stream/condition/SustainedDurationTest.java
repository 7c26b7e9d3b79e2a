package io.arrowgate.stream.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how rules write the duration of a breach. */
class SustainedDurationTest {
    @Test
    void readingsAreCountedAndDurationsAreTimed() {
        assertThat(SustainedDuration.of("3 readings")).isEqualTo(new SustainedDuration(Duration.ZERO, 3));
        assertThat(SustainedDuration.of("1 reading")).isEqualTo(SustainedDuration.AT_ONCE);
        assertThat(SustainedDuration.of("10 s")).isEqualTo(new SustainedDuration(Duration.ofSeconds(10), 1));
    }

    @ParameterizedTest
    @CsvSource({"3 readings", "1 readings", "10000 ms"})
    void writtenRuleReadsBackEqual(String text) {
        assertThat(SustainedDuration.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0 readings", "31 d", "three readings", "1234567 readings", "PT-1S"})
    void invalidBreachDurationErrorNamesKey(String text) {
        assertThatThrownBy(() -> SustainedDuration.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("for: ");
    }
}
