package io.arrowgate.cli.detect;

import io.arrowgate.alert.Alert;
import io.arrowgate.alert.AlertState;
import io.arrowgate.alert.RuleEvaluation;
import io.arrowgate.stream.StreamDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Judges files, each as one series: row by row into a file beside a picture.
 *
 * @param stream with the rules to judge by
 * @param timeColumn of the files
 * @param valueColumn of the files
 * @param plot how the picture is written
 */
record Detection(StreamDefinition stream, String timeColumn, String valueColumn, PlotFormat plot) {
    /**
     * How much there was in files.
     *
     * @param alerts that fired
     */
    record Count(int files, long rows, long alerts) {
        static final Count NONE = new Count(0, 0, 0);

        Count plus(Count other) {
            return new Count(files + other.files, rows + other.rows, alerts + other.alerts);
        }
    }

    /**
     * Judges one file. The result takes its name when it is whole, so that one that was left in the middle cannot be taken for it.
     *
     * @param series the file's name, which rules may ask for
     */
    Count judge(Path file, String series, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        SeriesPlot picture = new SeriesPlot(series);
        try {
            Count count = judge(file, series, partial, picture);
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
            plot.write(picture, target);
            return count;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private Count judge(Path file, String series, Path target, SeriesPlot picture) throws IOException {
        RuleEvaluation evaluation = new RuleEvaluation(stream, series);
        long rows = 0;
        long alerts = 0;
        try (CsvReadings readings = new CsvReadings(file, timeColumn, valueColumn);
                JudgedRows judged = new JudgedRows(target)) {
            for (CsvRow row = readings.next(); row != null; row = readings.next()) {
                RuleEvaluation.Result result = evaluation.judge(row.timeMicros(), row.value());
                List<String> fired = fired(result);
                judged.write(row, result.score(), fired);
                picture.add(row, result.score(), !fired.isEmpty());
                rows++;
                alerts += fired.size();
            }
        }
        return new Count(1, rows, alerts);
    }

    /** A late reading may tell of several alerts of one rule. */
    private static List<String> fired(RuleEvaluation.Result result) {
        return result.alerts().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(Alert::rule)
                .distinct()
                .toList();
    }
}
