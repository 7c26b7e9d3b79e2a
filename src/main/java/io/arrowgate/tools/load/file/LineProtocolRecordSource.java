package io.arrowgate.tools.load.file;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.IOException;
import java.io.InputStream;

/** Reads the points of a line protocol file, unchanged; skips comments and blank lines. */
final class LineProtocolRecordSource implements RecordSource {
    private final RecordLineReader lines;
    private final SeriesKeyExtractor series;

    LineProtocolRecordSource(StreamDefinition stream, InputStream input) {
        lines = new RecordLineReader(input);
        series = new SeriesKeyExtractor(stream);
    }

    @Override
    public KeyedRecord next() throws IOException {
        do {
            if (!lines.next()) {
                return null;
            }
        } while (isComment());
        byte[] value = lines.copy();
        return new KeyedRecord(series.keyOf(value), value);
    }

    private boolean isComment() {
        int at = lines.start();
        while (at < lines.end() && (lines.buffer()[at] == ' ' || lines.buffer()[at] == '\t')) {
            at++;
        }
        return at == lines.end() || lines.buffer()[at] == '#';
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
