package io.arrowgate.tools.detect;

import io.arrowgate.alert.StandaloneRuleEvaluator;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
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
public record FileDetection(StreamDefinition stream, String timeColumn, String valueColumn, PlotFormat plot) {
    /**
     * How much there was in files.
     *
     * @param alerts that fired
     */
    public record Count(int files, long rows, long alerts) {
        public static final Count NONE = new Count(0, 0, 0);

        public Count plus(Count other) {
            return new Count(files + other.files, rows + other.rows, alerts + other.alerts);
        }
    }

    /**
     * Judges one file. The result takes its name when it is whole, so that one that was left in the middle cannot be taken for it.
     *
     * @param series the file's name, which rules may ask for
     */
    public Count judge(Path file, String series, Path target) throws IOException {
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
        StandaloneRuleEvaluator evaluation = new StandaloneRuleEvaluator(stream, series);
        long rows = 0;
        long alerts = 0;
        try (CsvReadingReader readings = new CsvReadingReader(file, timeColumn, valueColumn);
                ScoredRowWriter judged = new ScoredRowWriter(target)) {
            for (CsvRow row = readings.next(); row != null; row = readings.next()) {
                StandaloneRuleEvaluator.Result result = evaluation.judge(row.timeMicros(), row.value());
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
    private static List<String> fired(StandaloneRuleEvaluator.Result result) {
        return result.alerts().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(Alert::rule)
                .distinct()
                .toList();
    }
}
