package io.arrowgate.tools.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/** Reads the readings of a CSV file (RFC 4180) with a header, row by row; skips empty lines. */
final class CsvReadingReader implements AutoCloseable {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final MappingIterator<String[]> rows;
    private final int columns;
    private final int timeColumn;
    private final int valueColumn;
    private long row;

    /**
     * Opens a file and reads its header.
     *
     * @throws IOException if a column of these names is missing
     */
    CsvReadingReader(Path file, String timeName, String valueName) throws IOException {
        this.file = file;
        rows = new CsvMapper()
                .readerFor(String[].class)
                .withFeatures(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.SKIP_EMPTY_LINES)
                .readValues(Files.newBufferedReader(file));
        try {
            String[] header = rows.hasNextValue() ? rows.nextValue() : new String[] {""};
            header[0] = header[0].replace(BYTE_ORDER_MARK, "");
            columns = header.length;
            timeColumn = column(header, timeName);
            valueColumn = column(header, valueName);
        } catch (IOException e) {
            rows.close();
            throw e;
        }
    }

    private int column(String[] header, String name) throws IOException {
        int column = Arrays.asList(header).indexOf(name);
        if (column < 0) {
            throw new IOException("%s: no column '%s'; columns are %s".formatted(file, name, Arrays.toString(header)));
        }
        return column;
    }

    /** Returns the next row, or null at the end of the file. */
    CsvRow next() throws IOException {
        row++;
        try {
            return rows.hasNextValue() ? read(rows.nextValue()) : null;
        } catch (JsonProcessingException e) {
            throw bad(e.getOriginalMessage(), e);
        }
    }

    private CsvRow read(String[] fields) throws InvalidRowException {
        if (fields.length != columns) {
            throw bad("%d fields; the header has %d".formatted(fields.length, columns), null);
        }
        String time = fields[timeColumn];
        String value = fields[valueColumn];
        return new CsvRow(time, value, timeMicros(time), number(value));
    }

    private long timeMicros(String text) throws InvalidRowException {
        try {
            return RowTimeParser.micros(text);
        } catch (DateTimeParseException e) {
            throw bad(
                    "'%s' is not a time; write for example 2024-05-06T12:00:00Z or 2024-05-06 12:00:00".formatted(text),
                    e);
        }
    }

    private double number(String text) throws InvalidRowException {
        if (text.isBlank()) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(noNumber(text), e);
        }
        throw bad(noNumber(text), null);
    }

    private static String noNumber(String text) {
        return "'%s' is not a number; leave the field empty if there is no value".formatted(text);
    }

    private InvalidRowException bad(String problem, Throwable cause) {
        return new InvalidRowException(file, row, problem, cause);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    /** Reports a row that is not a reading; the message names file and row. */
    private static final class InvalidRowException extends IOException {
        private static final long serialVersionUID = 1;

        /** @param row number of the row, from 1 after the header */
        InvalidRowException(Path file, long row, String problem, Throwable cause) {
            super("%s, row %d: %s".formatted(file, row, problem), cause);
        }
    }
}
