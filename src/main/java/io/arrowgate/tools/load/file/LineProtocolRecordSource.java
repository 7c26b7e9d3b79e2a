package io.arrowgate.tools.load.file;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.IOException;
import java.io.InputStream;

/** Reads the points of a line protocol file, unchanged; skips comments and blank lines. */
final class LineProtocolRecordSource implements RecordSource {
    private final RecordLineReader lines;
    private final SeriesKeyExtractor series;
    private byte[] value;

    LineProtocolRecordSource(StreamDefinition stream, InputStream input) {
        lines = new RecordLineReader(input, false);
        series = new SeriesKeyExtractor(stream);
    }

    @Override
    public boolean next() throws IOException {
        do {
            if (!lines.next()) {
                return false;
            }
        } while (isComment());
        value = lines.copy();
        return true;
    }

    private boolean isComment() {
        int at = lines.start();
        while (at < lines.end() && (lines.buffer()[at] == ' ' || lines.buffer()[at] == '\t')) {
            at++;
        }
        return at == lines.end() || lines.buffer()[at] == '#';
    }

    @Override
    public byte[] key() {
        return series.keyOf(value);
    }

    @Override
    public byte[] value() {
        return value;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
