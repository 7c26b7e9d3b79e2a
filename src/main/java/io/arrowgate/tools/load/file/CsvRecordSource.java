package io.arrowgate.tools.load.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.CsvDialect;
import io.arrowgate.tools.load.record.KeyedRecord;
import io.arrowgate.tools.load.record.RawFieldNames;
import io.arrowgate.tools.load.record.RecordSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Reads the records of a CSV file in the stream's layout: without header and index, columns in order, bytes unchanged. */
final class CsvRecordSource implements RecordSource {
    private final RecordLineReader lines;
    private final CsvFieldSplitter fields;
    private final byte delimiter;
    /** Records that were read ahead to detect the layout. */
    private final Deque<byte[]> read = new ArrayDeque<>();

    private final List<CsvColumnMapping> mappings;

    /** Reads ahead until the file's columns are known. */
    CsvRecordSource(StreamDefinition stream, BufferedInputStream input) throws IOException {
        CsvDialect dialect = stream.csvDialect();
        lines = new RecordLineReader(CsvFilePreamble.skip(input, dialect), dialect);
        fields = new CsvFieldSplitter(dialect);
        delimiter = (byte) dialect.delimiter().charAt(0);
        mappings = mappings(stream);
    }

    private List<CsvColumnMapping> mappings(StreamDefinition stream) throws IOException {
        RawFieldNames names = new RawFieldNames(stream);
        Optional<List<String>> first = readAhead();
        if (first.isEmpty()) {
            return List.of();
        }
        if (CsvColumnMapping.isHeader(stream, names, first.get())) {
            read.clear();
            lines.skip(stream.csvDialect().skipAfterHeader());
            return List.of(CsvColumnMapping.ofHeader(stream, names, first.get()));
        }
        return CsvColumnMapping.ofFirstRecords(stream, names, first.get(), readAhead());
    }

    private Optional<List<String>> readAhead() throws IOException {
        if (!lines.next()) {
            return Optional.empty();
        }
        read.add(lines.copy());
        return Optional.of(
                fields.split(lines.buffer(), lines.start(), lines.end()).texts());
    }

    @Override
    public KeyedRecord next() throws IOException {
        byte[] ahead = read.poll();
        if (ahead != null) {
            return record(ahead, 0, ahead.length);
        }
        return lines.next() ? record(lines.buffer(), lines.start(), lines.end()) : null;
    }

    private KeyedRecord record(byte[] bytes, int start, int end) {
        fields.split(bytes, start, end);
        for (CsvColumnMapping mapping : mappings) {
            if (mapping.fits(fields)) {
                return new KeyedRecord(
                        joinKey(mapping), mapping.isOnePiece() ? piece(bytes, mapping) : reordered(bytes, mapping));
            }
        }
        // Sent unchanged: the job turns it into a dead letter.
        return new KeyedRecord(null, Arrays.copyOfRange(bytes, start, end));
    }

    private byte[] joinKey(CsvColumnMapping mapping) {
        StringJoiner series = new StringJoiner(",");
        mapping.keyPositions().forEach(position -> series.add(fields.text(position)));
        return series.toString().getBytes(UTF_8);
    }

    private byte[] piece(byte[] bytes, CsvColumnMapping mapping) {
        List<Integer> positions = mapping.positions();
        int last = Math.min(positions.get(positions.size() - 1), fields.count() - 1);
        return Arrays.copyOfRange(bytes, fields.start(positions.get(0)), fields.end(last));
    }

    private byte[] reordered(byte[] bytes, CsvColumnMapping mapping) {
        int length = mapping.positions().size() - 1;
        for (int position : mapping.positions()) {
            length += length(position);
        }
        byte[] joined = new byte[length];
        int at = 0;
        boolean first = true;
        for (int position : mapping.positions()) {
            if (!first) {
                joined[at++] = delimiter;
            }
            first = false;
            int fieldLength = length(position);
            if (fieldLength > 0) {
                System.arraycopy(bytes, fields.start(position), joined, at, fieldLength);
                at += fieldLength;
            }
        }
        return joined;
    }

    /** Returns the length of a field; 0 if the record ends before it. */
    private int length(int position) {
        return position < fields.count() ? fields.end(position) - fields.start(position) : 0;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
