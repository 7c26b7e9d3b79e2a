package io.arrowgate.tools.detect.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.condition.AlarmRate;
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
}
