package io.arrowgate.tools.detect.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleEvaluationTest {
    @ParameterizedTest
    @EnumSource
    void seriesAreTheSameForASeedAndHaveSeparateEvents(RuleSeriesKind kind) {
        LabelledSeries series = generate(kind, 1);

        assertThat(values(series)).isEqualTo(values(generate(kind, 1))).isNotEqualTo(values(generate(kind, 2)));
        assertThat(series.windows()).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
        for (int i = 1; i < series.windows().size(); i++) {
            assertThat(series.windows().get(i).first())
                    .isGreaterThan(series.windows().get(i - 1).last());
        }
    }

    private static LabelledSeries generate(RuleSeriesKind kind, long seed) {
        return kind.isChange() ? ChangeSeriesGenerator.generate(kind, seed) : CrowdSeriesGenerator.generate(kind, seed);
    }

    private static double[] values(LabelledSeries series) {
        return IntStream.range(0, series.rows()).mapToDouble(series::value).toArray();
    }
}
