package io.arrowgate.tools.detect.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
    private static final int ROWS = 100;

    private final List<LabelledSeries> series = new ArrayList<>();
    private final List<PointCurve> curves = new ArrayList<>();

    /** Adds a file whose anomaly and whose normal row 20 have these scores. */
    private void add(String name, double anomaly, double normal) {
        LabelledSeries each =
                new LabelledSeries(name, new long[ROWS], new double[ROWS], List.of(new LabelledSeries.Window(50, 59)));
        double[] scores = new double[ROWS];
        scores[50] = anomaly;
        scores[20] = normal;
        series.add(each);
        curves.add(PointCurve.of(each, scores, ScoringProfile.STANDARD));
    }

    private CrossValidation.Result evaluate() {
        return CrossValidation.evaluate(series, curves, ScoringProfile.STANDARD);
    }

    @Test
    void filesThatShareAThresholdScoreAsOnTheFullSet() {
        for (int i = 0; i < 8; i++) {
            add("a/%d.csv".formatted(i), 0.8, 0.3);
        }

        assertThat(evaluate()).isEqualTo(new CrossValidation.Result(100, 0, 0.8));
    }

    @Test
    void fileThatNeedsAnotherThresholdScoresWithThatOfTheOthers() {
        for (int i = 0; i < 7; i++) {
            add("a/%d.csv".formatted(i), 0.8, 0.3);
        }
        add("a/odd.csv", 0.5, 0);

        double best = ScoringProfile.STANDARD.normalize(PointCurve.best(curves).points(), PointCurve.windows(curves));

        assertThat(best).isCloseTo(100, within(1e-9));
        assertThat(evaluate().mean()).isCloseTo(100 * 7 / 8.0, within(1e-9));
    }

    @Test
    void resultIsTheSameInEachRun() {
        for (int i = 0; i < 12; i++) {
            add("a/%d.csv".formatted(i), 0.5 + 0.03 * i, 0.4 + 0.02 * (i * 5 % 12));
        }

        CrossValidation.Result first = evaluate();

        assertThat(first.deviation()).isPositive();
        assertThat(evaluate()).isEqualTo(first);
    }
}
