package io.arrowgate.tools.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RatioIntervalTest {
    /** From a table of Student's t: two-sided, 95 %, 9 degrees of freedom. */
    private static final double T_9 = 2.262157;

    @Test
    void intervalIsStudentsOfTheLogarithms() {
        List<Double> ratios = IntStream.range(0, 10)
                .mapToObj(i -> Math.exp(0.1 + (i % 2 == 0 ? 0.02 : -0.02)))
                .toList();
        double deviation = Math.sqrt(10 * 0.02 * 0.02 / 9);
        double half = T_9 * deviation / Math.sqrt(10);

        RatioInterval interval = RatioInterval.of(ratios);

        assertThat(interval.ratio()).isCloseTo(Math.exp(0.1), within(1e-9));
        assertThat(interval.low()).isCloseTo(Math.exp(0.1 - half), within(1e-6));
        assertThat(interval.high()).isCloseTo(Math.exp(0.1 + half), within(1e-6));
    }

    @Test
    void swappingTheBuildsInvertsTheInterval() {
        List<Double> ratios = List.of(0.9, 1.1, 1.3, 1.02);

        RatioInterval interval = RatioInterval.of(ratios);
        RatioInterval swapped =
                RatioInterval.of(ratios.stream().map(ratio -> 1 / ratio).toList());

        assertThat(swapped.ratio()).isCloseTo(1 / interval.ratio(), within(1e-9));
        assertThat(swapped.low()).isCloseTo(1 / interval.high(), within(1e-9));
        assertThat(swapped.high()).isCloseTo(1 / interval.low(), within(1e-9));
    }

    @Test
    void twoRoundsAreRejected() {
        assertThatThrownBy(() -> RatioInterval.of(List.of(1.0, 1.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 rounds");
    }
}
