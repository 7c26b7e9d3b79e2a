package io.arrowgate.tools.detect.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reports how well the anomaly detector finds labelled anomalies. */
public final class DetectorReport {
    /** Stands for generated series instead of files. */
    private static final String GENERATED = "generated";

    private DetectorReport() {}

    /**
     * Returns a report, line by line, for the labelled files of a folder or for {@value #GENERATED} series.
     *
     * @throws IOException if the windows or a file cannot be read, or no window counts
     */
    public static List<String> of(String source) throws IOException {
        return source.equals(GENERATED) ? generated() : FileEvaluation.report(Path.of(source));
    }

    private static List<String> generated() {
        List<String> lines = new ArrayList<>(GeneratedEvaluation.report());
        lines.add("");
        lines.addAll(AlarmRateEvaluation.report());
        lines.add("");
        lines.addAll(RuleEvaluation.report());
        return lines;
    }
}
