package io.arrowgate.tools.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.decode.csv.LocalizedNumberParser;
import io.arrowgate.decode.value.NullMarkers;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.decode.value.ValueParser;
import io.arrowgate.decode.value.ValueParsers;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.NullPolicy;
import io.arrowgate.stream.column.RecordFormat;
import io.arrowgate.tools.infer.ReadingFileFormat;
import io.arrowgate.tools.load.file.CsvFieldSplitter;
import io.arrowgate.tools.load.file.CsvFilePreamble;
import io.arrowgate.tools.load.file.RecordFile;
import io.arrowgate.tools.load.file.RecordLineReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the readings of a CSV file row by row, with the parsers of the job; skips empty lines. */
public final class CsvReadingReader implements AutoCloseable {
    private static final int CELL = 0;

    private final ReadingFileFormat format;
    private final RecordLineReader lines;
    private final CsvFieldSplitter splitter;
    private final int[] timePositions;
    private final int valuePosition;
    /** Negative if the file is one series. */
    private final int seriesPosition;

    private final ValueParser times;
    private final ValueParser numbers;
    private final NullMarkers nullMarkers;
    private final RowBuffer cell = new RowBuffer(1);
    private long row;

    private CsvReadingReader(BufferedInputStream text, ReadingFileFormat format) throws IOException {
        this.format = format;
        timePositions =
                format.time().stream().mapToInt(format.columns()::indexOf).toArray();
        valuePosition = format.columns().indexOf(format.value());
        seriesPosition = format.series() == null ? -1 : format.columns().indexOf(format.series());
        times = ValueParsers.of(column(ColumnType.TIMESTAMP, format.timeFormats()), ZoneOffset.UTC);
        ColumnDefinition value = column(ColumnType.FLOAT64, null);
        ValueParser plain = ValueParsers.of(value, ZoneOffset.UTC);
        numbers = format.dialect().hasPlainNumbers() ? plain : new LocalizedNumberParser(plain, format.dialect());
        nullMarkers = new NullMarkers(CELL, value, numbers, plain);
        splitter = new CsvFieldSplitter(format.dialect());
        lines = new RecordLineReader(CsvFilePreamble.skip(text, format.dialect()), format.dialect());
        if (format.hasHeader()) {
            lines.skip(1 + format.dialect().skipAfterHeader());
        }
    }

    private static ColumnDefinition column(ColumnType type, List<String> formats) {
        return new ColumnDefinition("cell", type, null, false, false, null, null, formats, NullPolicy.UNDEFINED)
                .in(RecordFormat.CSV, NullPolicy.UNDEFINED);
    }

    /** Opens a file of this format. */
    public static CsvReadingReader open(Path file, ReadingFileFormat format) throws IOException {
        InputStream input = Files.newInputStream(file);
        try {
            return new CsvReadingReader(RecordFile.text(input), format);
        } catch (IOException e) {
            input.close();
            throw e;
        }
    }

    /**
     * Returns the next row, or null at the end of the file.
     *
     * @throws IOException if the row is not a reading; the message names row and column
     */
    public CsvRow next() throws IOException {
        if (!lines.next()) {
            return null;
        }
        row++;
        List<String> texts =
                splitter.split(lines.buffer(), lines.start(), lines.end()).texts();
        if (texts.stream().skip(format.columns().size()).anyMatch(text -> !text.isEmpty())) {
            throw new IOException("row %d: %d fields, but there are %d columns; quote fields that contain the separator"
                    .formatted(row, texts.size(), format.columns().size()));
        }
        String time = Arrays.stream(timePositions)
                .mapToObj(position -> text(texts, position))
                .collect(Collectors.joining(" "));
        String value = text(texts, valuePosition);
        String series = seriesPosition < 0 ? "" : text(texts, seriesPosition);
        return new CsvRow(series, time, value, timeMicros(time), number(value));
    }

    /** Returns the text of a field; empty if the row ends before it. */
    private static String text(List<String> texts, int position) {
        return position < texts.size() ? texts.get(position) : "";
    }

    private long timeMicros(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        if (!times.parse(bytes, 0, bytes.length, cell, CELL)) {
            throw bad(
                    String.join(" ", format.time()),
                    "'%s' is not a time (%s); correct or remove the row, or name another column with --time-column"
                            .formatted(text, String.join(" or ", format.timeFormats())));
        }
        return cell.bits(CELL);
    }

    /** Returns the number, or NaN for a text that means null. */
    private double number(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        boolean valid =
                numbers.parse(bytes, 0, bytes.length, cell, CELL) || nullMarkers.fill(bytes, 0, bytes.length, cell);
        if (!valid) {
            throw bad(
                    format.value(),
                    "'%s' is not a number; correct it, or leave the field empty if there is no value".formatted(text));
        }
        return cell.isNull(CELL) ? Double.NaN : Double.longBitsToDouble(cell.bits(CELL));
    }

    private IOException bad(String column, String problem) {
        return new IOException("row %d, column '%s': %s".formatted(row, column, problem));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
