package io.arrowgate.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.batch.SeriesSlices;
import io.arrowgate.stream.Comparison;
import io.arrowgate.stream.Sustained;
import io.arrowgate.stream.Threshold;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows are passed over exactly if they are not in breach. */
class ThresholdConditionTest {
    @ParameterizedTest
    @EnumSource(Comparison.class)
    void aRowIsPassedOverIfAndOnlyIfItIsNotInBreach(Comparison comparison) {
        for (double bound : new double[] {0.0, -0.0, 10, -10, Double.MAX_VALUE, Double.MIN_VALUE}) {
            ThresholdCondition condition =
                    new ThresholdCondition(new Threshold("f", comparison, bound, null, Sustained.AT_ONCE), 0);
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
                SeriesSlices row = new SeriesSlices(
                        0,
                        0,
                        "topic",
                        0,
                        new String[] {"a;"},
                        new int[] {1},
                        new long[1],
                        new int[1],
                        new long[1],
                        new double[][] {{value}});
                Verdict verdict = condition.judge(new Reading(1).set(row, 0), NoState.INSTANCE, new Measured());

                assertThat(condition.passQuiet(row, 0, 1, NoState.INSTANCE))
                        .as("%s %s %s", value, comparison, bound)
                        .isEqualTo(verdict == Verdict.BREACH ? 0 : 1);
            }
        }
    }
}
