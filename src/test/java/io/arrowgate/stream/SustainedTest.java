package io.arrowgate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a breach must last, as rules write it. */
class SustainedTest {
    @Test
    void readingsAreCountedAndDurationsAreTimed() {
        assertThat(Sustained.of("3 readings")).isEqualTo(new Sustained(Duration.ZERO, 3));
        assertThat(Sustained.of("1 reading")).isEqualTo(Sustained.AT_ONCE);
        assertThat(Sustained.of("10 s")).isEqualTo(new Sustained(Duration.ofSeconds(10), 1));
    }

    @ParameterizedTest
    @CsvSource({"3 readings", "1 readings", "10000 ms"})
    void whatIsWrittenReadsAsTheSame(String text) {
        assertThat(Sustained.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0 readings", "31 d", "three readings", "1234567 readings", "PT-1S"})
    void whatNoBreachCanLastIsAnErrorThatNamesTheKey(String text) {
        assertThatThrownBy(() -> Sustained.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("for: ");
    }
}
