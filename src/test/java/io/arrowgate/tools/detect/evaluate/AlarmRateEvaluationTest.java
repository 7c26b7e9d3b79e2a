package io.arrowgate.tools.detect.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.condition.AlarmRate;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlarmRateEvaluationTest {
    /** Sixteen weeks have four alarms at the rarest rate, so that the number is uncertain. */
    @ParameterizedTest
    @EnumSource
    void normalSeriesHaveAboutAsManyAlarmsAsTheRate(NormalSeries kind) {
        for (AlarmRate rate : AlarmRateEvaluation.RATES) {
            assertThat(AlarmRateEvaluation.alarmsPerExpected(kind, rate))
                    .as(rate.text())
                    .isBetween(0.4, 2.0);
        }
    }

    @Test
    void resultsAreAsDocumented() throws Exception {
        assertThat(Files.readAllLines(Path.of("docs/alert-rules.md"))).containsAll(AlarmRateEvaluation.report());
    }
}
