package io.arrowgate.tools.detect;

import io.arrowgate.alert.StandaloneRuleEvaluator;
import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertState;
import io.arrowgate.stream.AlertRule;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.infer.ReadingFileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Evaluates alert rules on files, each as one series, and writes a result file and a plot for each.
 *
 * @param stream stream with the rules
 * @param plot format of the plot
 */
public record FileDetection(StreamDefinition stream, PlotFormat plot) {
    /**
     * Counts rows and alerts.
     *
     * @param alerts number of alerts that fired
     */
    public record Count(int files, long rows, long alerts) {
        public static final Count NONE = new Count(0, 0, 0);

        public Count plus(Count other) {
            return new Count(files + other.files, rows + other.rows, alerts + other.alerts);
        }
    }

    /**
     * Evaluates one file. The result is renamed when it is complete, so a partial one never has its name.
     *
     * @param series name of the file, which rules can match
     */
    public Count evaluate(Path file, ReadingFileFormat format, String series, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        SeriesPlot picture = new SeriesPlot(series, rulesOf(series));
        try {
            Count count = evaluate(file, format, series, partial, picture);
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
            plot.write(picture, target);
            return count;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private Count evaluate(Path file, ReadingFileFormat format, String series, Path target, SeriesPlot picture)
            throws IOException {
        StandaloneRuleEvaluator evaluation = new StandaloneRuleEvaluator(stream, series);
        long rows = 0;
        long alerts = 0;
        try (CsvReadingReader readings = CsvReadingReader.open(file, format);
                ScoredRowWriter scored = new ScoredRowWriter(target)) {
            for (CsvRow row = readings.next(); row != null; row = readings.next()) {
                StandaloneRuleEvaluator.Result result = evaluation.evaluate(row.timeMicros(), row.value());
                List<String> fired = fired(result);
                scored.write(row, result.score(), fired);
                picture.add(row, result.score(), fired);
                rows++;
                alerts += fired.size();
            }
        }
        return new Count(1, rows, alerts);
    }

    private List<AlertRule> rulesOf(String series) {
        return stream.alerts().stream()
                .filter(rule -> rule.series().matches(column -> series))
                .toList();
    }

    /** Joins the fired rules without duplicates: a late reading may fire several alerts of one rule. */
    private static List<String> fired(StandaloneRuleEvaluator.Result result) {
        return result.alerts().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(Alert::rule)
                .distinct()
                .toList();
    }
}
