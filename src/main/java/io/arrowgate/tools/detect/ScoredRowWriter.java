package io.arrowgate.tools.detect;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import io.arrowgate.alert.StandaloneRuleEvaluator;
import io.arrowgate.alert.anomaly.ExpectedRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes evaluated rows as CSV: time, value, score, the rules that fired, the expected range, whether the detector warms up, and the
 * series if the file has several.
 */
final class ScoredRowWriter implements AutoCloseable {
    private final SequenceWriter writer;
    private final boolean hasSeries;

    /** Creates a file with its header; replaces an existing one. */
    ScoredRowWriter(Path file, boolean hasSeries) throws IOException {
        this.hasSeries = hasSeries;
        writer = new CsvMapper()
                .writer()
                .with(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                .writeValues(Files.newBufferedWriter(file));
        write("series", "timestamp", "value", "score", "alert", "expected_low", "expected_high", "warm_up");
    }

    /** Writes a row; one without a score, because it has no value, gets 0: tools that read the result expect a number. */
    void write(CsvRow row, StandaloneRuleEvaluator.Result result, List<String> fired) throws IOException {
        ExpectedRange expected = result.expected();
        write(
                row.series(),
                row.time(),
                row.text(),
                Double.toString(result.score().orElse(0)),
                String.join(";", fired),
                expected == null ? "" : Double.toString(expected.low()),
                expected == null ? "" : Double.toString(expected.high()),
                Boolean.toString(result.warmUp()));
    }

    private void write(String series, String... fields) throws IOException {
        List<String> all = new ArrayList<>(List.of(fields));
        if (hasSeries) {
            all.add(series);
        }
        writer.write(all);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
