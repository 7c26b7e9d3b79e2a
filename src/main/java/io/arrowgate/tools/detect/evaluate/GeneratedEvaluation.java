package io.arrowgate.tools.detect.evaluate;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures recall and false alarms of the detector on generated series of one kind, as sums over the series.
 *
 * @param anomalies number of anomalies
 * @param detected number of anomalies with an alarm within the kind's number of readings
 * @param normal number of readings that count for false alarms: not in the first week, nor after the anomaly until the
 *     detector has learned the new normal
 * @param falseAlarms number of those that are alarms
 */
record GeneratedEvaluation(long anomalies, long detected, long normal, long falseAlarms) {
    /** Number of series of each kind. */
    static final int SERIES = 100;

    /** The first week: a weekend is unusual until the second one. */
    private static final int PROBATION = 2_016;

    private static final int RECOVERY = 500;

    /** Returns a report with a line for each kind, at the default threshold. */
    static List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("| kind | series; anomaly | recall | false alarms in 5,000 normal readings |");
        lines.add("|---|---|---|---|");
        for (GeneratedKind kind : GeneratedKind.values()) {
            GeneratedEvaluation sum = evaluate(kind, AnomalyDetector.DEFAULT_THRESHOLD);
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %s |%s | %.2f |",
                    kind.label,
                    kind.description,
                    sum.anomalies == 0 ? "" : String.format(Locale.ROOT, " %.2f", sum.recall()),
                    sum.falseAlarmsIn5000()));
        }
        return lines;
    }

    static GeneratedEvaluation evaluate(GeneratedKind kind, double threshold) {
        GeneratedEvaluation sum = new GeneratedEvaluation(0, 0, 0, 0);
        for (int seed = 1; seed <= SERIES; seed++) {
            LabelledSeries series = SeriesGenerator.generate(kind, seed);
            sum = sum.plus(evaluate(series, series.scores(), threshold));
        }
        return sum;
    }

    private static GeneratedEvaluation evaluate(LabelledSeries series, double[] scores, double threshold) {
        long detected = 0;
        long normal = 0;
        long falseAlarms = 0;
        boolean anomalous = !series.windows().isEmpty();
        LabelledSeries.Window window =
                anomalous ? series.windows().get(0) : new LabelledSeries.Window(series.rows(), series.rows());
        for (int row = PROBATION; row < scores.length; row++) {
            boolean alarm = scores[row] >= threshold;
            if (row < window.first() || row >= window.first() + RECOVERY) {
                normal++;
                falseAlarms += alarm ? 1 : 0;
            } else if (alarm && row <= window.last()) {
                detected = 1;
            }
        }
        return new GeneratedEvaluation(anomalous ? 1 : 0, detected, normal, falseAlarms);
    }

    private GeneratedEvaluation plus(GeneratedEvaluation other) {
        return new GeneratedEvaluation(
                anomalies + other.anomalies,
                detected + other.detected,
                normal + other.normal,
                falseAlarms + other.falseAlarms);
    }

    double recall() {
        return (double) detected / anomalies;
    }

    double falseAlarmsIn5000() {
        return 5_000.0 * falseAlarms / normal;
    }
}
