package io.arrowgate.cli;

import io.arrowgate.stream.StreamDefinition;
import java.io.IOException;
import java.io.InputStream;

/** The points of a file of line protocol, a line each, bytes as they are; comments and blank lines are left out. */
final class InfluxRecords implements RecordSource {
    private final RecordLines lines;
    private final SeriesOfRecord series;
    private byte[] value;

    InfluxRecords(StreamDefinition stream, InputStream input) {
        lines = new RecordLines(input, false);
        series = new SeriesOfRecord(stream);
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
