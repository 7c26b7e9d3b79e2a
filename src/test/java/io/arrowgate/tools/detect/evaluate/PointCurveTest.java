package io.arrowgate.tools.detect.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests points against the benchmark's rules: 100 rows, of which 15 are the probation, and a window of rows 50 to 59. */
class PointCurveTest {
    private static final int ROWS = 100;
    private static final LabelledSeries SERIES =
            new LabelledSeries("a.csv", new long[ROWS], new double[ROWS], List.of(new LabelledSeries.Window(50, 59)));

    private static PointCurve detectionsAt(int... rows) {
        double[] scores = new double[ROWS];
        Arrays.stream(rows).forEach(row -> scores[row] = 1);
        return PointCurve.of(SERIES, scores, ScoringProfile.STANDARD);
    }

    @Test
    void missedWindowCostsOne() {
        assertThat(detectionsAt().points(1)).isEqualTo(-1);
    }

    @Test
    void windowsFirstRowEarnsOneAndLastRowLittle() {
        assertThat(detectionsAt(50).points(1)).isEqualTo(1);
        assertThat(detectionsAt(59).points(1)).isCloseTo(Math.tanh(0.25) / Math.tanh(2.5), within(1e-12));
    }

    @Test
    void onlyEarliestDetectionInWindowCounts() {
        assertThat(detectionsAt(50, 55, 59).points(1)).isEqualTo(1);
    }

    @Test
    void falseAlarmCostsLeastRightAfterWindow() {
        assertThat(detectionsAt(50, 20).points(1)).isCloseTo(1 - 0.11, within(1e-12));
        assertThat(detectionsAt(50, 60).points(1)).isCloseTo(1 - 0.11 * Math.tanh(2.5 / 9), within(1e-12));
        assertThat(detectionsAt(50, 95).points(1)).isCloseTo(1 - 0.11, within(1e-12));
    }

    @Test
    void probationDoesNotCount() {
        assertThat(detectionsAt(3, 14).points(1)).isEqualTo(-1);

        LabelledSeries early =
                new LabelledSeries("a.csv", new long[ROWS], new double[ROWS], List.of(new LabelledSeries.Window(2, 9)));
        assertThat(PointCurve.of(early, new double[ROWS], ScoringProfile.STANDARD)
                        .windows())
                .isZero();
    }

    @Test
    void lowerThresholdHitsEarlierButWithFalseAlarms() {
        double[] scores = new double[ROWS];
        scores[55] = 0.9;
        scores[50] = 0.7;
        scores[20] = 0.5;
        PointCurve curve = PointCurve.of(SERIES, scores, ScoringProfile.STANDARD);

        assertThat(curve.points(0.95)).isEqualTo(-1);
        assertThat(curve.points(0.9)).isLessThan(1).isPositive();
        assertThat(curve.points(0.7)).isEqualTo(1);
        assertThat(curve.points(0.5)).isCloseTo(0.89, within(1e-12));
        assertThat(PointCurve.best(List.of(curve))).isEqualTo(new PointCurve.Best(0.7, 1));
    }

    @Test
    void profilesWeighMissesAndFalseAlarmsAndShareTheScale() {
        double[] scores = new double[ROWS];
        scores[20] = 1;
        for (ScoringProfile profile : ScoringProfile.values()) {
            PointCurve curve = PointCurve.of(SERIES, scores, profile);
            assertThat(curve.points(1)).as(profile.label).isCloseTo(-profile.miss - profile.falseAlarm, within(1e-12));
            assertThat(profile.normalize(curve.points(2), 1)).isZero();
            assertThat(profile.normalize(1, 1)).isEqualTo(100);
        }
    }
}
