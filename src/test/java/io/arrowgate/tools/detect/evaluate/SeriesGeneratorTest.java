package io.arrowgate.tools.detect.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesGeneratorTest {
    private static double[] values(LabelledSeries series) {
        return IntStream.range(0, series.rows()).mapToDouble(series::value).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void sameSeedGeneratesTheSameSeriesAndAnotherSeedAnother(GeneratedKind kind) {
        double[] first = values(SeriesGenerator.generate(kind, 1));

        assertThat(values(SeriesGenerator.generate(kind, 1))).isEqualTo(first);
        assertThat(values(SeriesGenerator.generate(kind, 2))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void anomalyIsAfterHalfOfTheSeries(GeneratedKind kind) {
        LabelledSeries series = SeriesGenerator.generate(kind, 3);

        assertThat(series.windows()).hasSize(kind == GeneratedKind.SLOW_DRIFT ? 0 : 1);
        assertThat(series.windows()).allSatisfy(window -> assertThat(window.first())
                .isBetween(SeriesGenerator.ROWS / 2, SeriesGenerator.ROWS - 1_000));
    }

    @Test
    void dropoutIsConstantForTwentyReadings() {
        LabelledSeries series = SeriesGenerator.generate(GeneratedKind.DROPOUT, 4);
        int first = series.windows().get(0).first();

        assertThat(IntStream.range(first, first + 20).mapToDouble(series::value).distinct())
                .hasSize(1);
        assertThat(series.value(first + 20)).isNotEqualTo(series.value(first));
    }

    @Test
    void spikeHasSixSpreads() {
        LabelledSeries series = SeriesGenerator.generate(GeneratedKind.SPIKE, 5);
        int first = series.windows().get(0).first();

        assertThat(Math.abs(series.value(first) - 50)).isBetween(6.0 - 4, 6.0 + 4);
        assertThat(Math.abs(series.value(first) - series.value(first - 1))).isGreaterThan(2);
    }
}
