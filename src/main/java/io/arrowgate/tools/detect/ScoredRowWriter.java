package io.arrowgate.tools.detect;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Writes evaluated rows as CSV: time, value, score, and the rules that fired. */
final class ScoredRowWriter implements AutoCloseable {
    private final SequenceWriter writer;

    /** Creates a file with its header; replaces an existing one. */
    ScoredRowWriter(Path file) throws IOException {
        writer = new CsvMapper()
                .writer()
                .with(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                .writeValues(Files.newBufferedWriter(file));
        write("timestamp", "value", "score", "alert");
    }

    void write(CsvRow row, OptionalDouble score, List<String> fired) throws IOException {
        String shown = score.isEmpty() ? "" : Double.toString(score.getAsDouble());
        write(row.time(), row.text(), shown, String.join(";", fired));
    }

    private void write(String... fields) throws IOException {
        writer.write(fields);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
