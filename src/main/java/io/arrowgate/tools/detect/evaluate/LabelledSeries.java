package io.arrowgate.tools.detect.evaluate;

import io.arrowgate.alert.anomaly.AnomalyDetector;
import java.util.Arrays;
import java.util.List;

/** Holds a series and its anomalies. */
final class LabelledSeries {
    private final String name;
    private final long[] timeMicros;
    private final double[] values;
    private final List<Window> windows;

    /** Holds the first and the last row of an anomaly. */
    record Window(int first, int last) {
        int width() {
            return last - first + 1;
        }
    }

    /**
     * Creates a series from arrays by row, which are not copied.
     *
     * @param name path of the file below the folder of labelled files, or kind of the generated series
     * @param values NaN for none
     * @param windows in order, without overlap
     */
    LabelledSeries(String name, long[] timeMicros, double[] values, List<Window> windows) {
        this.name = name;
        this.timeMicros = timeMicros;
        this.values = values;
        this.windows = List.copyOf(windows);
    }

    String name() {
        return name;
    }

    List<Window> windows() {
        return windows;
    }

    int rows() {
        return values.length;
    }

    long timeMicros(int row) {
        return timeMicros[row];
    }

    double value(int row) {
        return values[row];
    }

    /** Returns a series with the same times and windows, and these values. */
    LabelledSeries withValues(double[] newValues) {
        return new LabelledSeries(name, timeMicros, newValues, windows);
    }

    /** Returns a series of some of the rows, in order; a window then has those of its rows that remain. */
    LabelledSeries ofRows(int[] rows) {
        List<Window> remaining = windows.stream()
                .map(window -> new Window(
                        (int) Arrays.stream(rows)
                                .filter(row -> row < window.first)
                                .count(),
                        (int) Arrays.stream(rows)
                                        .filter(row -> row <= window.last)
                                        .count()
                                - 1))
                .filter(window -> window.width() > 0)
                .toList();
        return new LabelledSeries(
                name,
                Arrays.stream(rows).mapToLong(row -> timeMicros[row]).toArray(),
                Arrays.stream(rows).mapToDouble(row -> values[row]).toArray(),
                remaining);
    }

    /** Scores the rows with a new detector; rows without a value, and late ones, have score 0. */
    double[] scores() {
        AnomalyDetector detector = new AnomalyDetector();
        double[] scores = new double[rows()];
        long latest = Long.MIN_VALUE;
        for (int row = 0; row < scores.length; row++) {
            if (timeMicros[row] >= latest && !Double.isNaN(values[row])) {
                scores[row] = detector.score(timeMicros[row], values[row]);
            }
            latest = Math.max(latest, timeMicros[row]);
        }
        return scores;
    }
}
