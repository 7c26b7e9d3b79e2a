package io.arrowgate.tools.bench.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class LoadRateTest {
    private static final LoadRate.Converter CONVERTER = new LoadRate.Converter();

    @Test
    void idleIsARateWithoutEvents() {
        assertThat(CONVERTER.convert("idle")).isEqualTo(new LoadRate(0)).hasToString("idle");
        assertThat(CONVERTER.convert("10000")).isEqualTo(new LoadRate(10_000)).hasToString("10,000/s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "fast", "", "1e3", "99999999999"})
    void otherTextsAreRejected(String text) {
        assertThatThrownBy(() -> CONVERTER.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'%s' is not a rate; give idle or events per second".formatted(text));
    }
}
