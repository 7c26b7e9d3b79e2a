package io.arrowgate.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.series.SeriesSlices;
import io.arrowgate.batch.series.TestSlices;
import io.arrowgate.stream.condition.Comparison;
import io.arrowgate.stream.condition.SustainedDuration;
import io.arrowgate.stream.condition.ThresholdRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that exactly the rows that are not in breach are skipped. */
class ThresholdConditionTest {
    @ParameterizedTest
    @EnumSource(Comparison.class)
    void exactlyRowsNotInBreachAreSkipped(Comparison comparison) {
        for (double bound : new double[] {0.0, -0.0, 10, -10, Double.MAX_VALUE, Double.MIN_VALUE}) {
            ThresholdCondition condition = new ThresholdCondition(
                    new ThresholdRule("f", comparison, bound, null, SustainedDuration.AT_ONCE), 0);
            double[] values = {
                bound,
                -bound,
                Math.nextUp(bound),
                Math.nextDown(bound),
                0.0,
                -0.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            };
            for (double value : values) {
                SeriesSlices row =
                        TestSlices.ofSeries("a;", "topic", new long[1], new long[1], new double[][] {{value}});
                Verdict verdict = condition.evaluate(
                        new Reading(1).set(row, 0), EmptyConditionState.INSTANCE, new ConditionResult());

                assertThat(condition.skipNonBreaching(row, 0, 1, EmptyConditionState.INSTANCE))
                        .as("%s %s %s", value, comparison, bound)
                        .isEqualTo(verdict == Verdict.BREACH ? 0 : 1);
            }
        }
    }
}
