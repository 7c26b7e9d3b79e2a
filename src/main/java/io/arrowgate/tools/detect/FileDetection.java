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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates alert rules on files of one or several series, and writes a result for each file and a plot for each series.
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

    /** Series of a file that are plotted; a picture takes longer than the evaluation of its readings. */
    private static final int PLOTS = 20;

    /** Evaluates the readings of one series and collects its plot. */
    private record Series(StandaloneRuleEvaluator evaluator, SeriesPlot picture) {}

    /**
     * Evaluates one file. The result is renamed when it is complete, so a partial one never has its name.
     *
     * @param name of the file; rules match it, or with several series {@code name:series}
     */
    public Count evaluate(Path file, ReadingFileFormat format, String name, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        Map<String, Series> series = new LinkedHashMap<>();
        try {
            Count count = evaluate(file, format, name, partial, series);
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
            List<String> plotted = series.keySet().stream().limit(PLOTS).toList();
            for (String each : plotted) {
                plot.write(series.get(each).picture(), pictureOf(target, each));
            }
            return count;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Returns the path of the picture of a series, without its extension. */
    private static Path pictureOf(Path target, String series) {
        String stem = target.getFileName().toString().replaceFirst("\\.csv$", "");
        return series.isEmpty()
                ? target
                : target.resolveSibling(stem + "-" + series.replaceAll("[^\\p{L}\\p{N}.]", "_"));
    }

    private Series series(String name) {
        return new Series(new StandaloneRuleEvaluator(stream, name), new SeriesPlot(name, rulesOf(name)));
    }

    private Count evaluate(Path file, ReadingFileFormat format, String name, Path target, Map<String, Series> series)
            throws IOException {
        long rows = 0;
        long alerts = 0;
        try (CsvReadingReader readings = CsvReadingReader.open(file, format);
                ScoredRowWriter scored = new ScoredRowWriter(target, format.series() != null)) {
            for (CsvRow row = readings.next(); row != null; row = readings.next()) {
                Series current = series.computeIfAbsent(
                        row.series(), value -> series(value.isEmpty() ? name : name + ":" + value));
                StandaloneRuleEvaluator.Result result = current.evaluator().evaluate(row.timeMicros(), row.value());
                List<String> fired = fired(result);
                scored.write(row, result, fired);
                current.picture().add(row, result, fired);
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
