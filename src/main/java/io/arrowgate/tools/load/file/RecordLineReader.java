package io.arrowgate.tools.load.file;

import io.arrowgate.stream.column.CsvDialect;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream of bytes at line breaks into records, without changing their bytes; skips empty lines. */
public final class RecordLineReader implements AutoCloseable {
    private static final int NONE = -1;
    static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

    private final InputStream input;
    /** Negative if line breaks always end a record. */
    private final int quote;

    private final int delimiter;
    private final int comment;
    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;
    private int nextStart;
    private int filled;
    private long lineBreaks;
    private long firstLine;

    /** @param input closed with this */
    public RecordLineReader(InputStream input) {
        this(input, NONE, NONE, NONE);
    }

    /**
     * Creates a reader of CSV: a line break inside a quoted field belongs to the record, and comments are skipped.
     *
     * @param input closed with this
     */
    public RecordLineReader(InputStream input, CsvDialect dialect) {
        this(input, character(dialect.quote()), character(dialect.delimiter()), character(dialect.comment()));
    }

    private RecordLineReader(InputStream input, int quote, int delimiter, int comment) {
        this.input = input;
        this.quote = quote;
        this.delimiter = delimiter;
        this.comment = comment;
    }

    private static int character(String text) {
        return text.isEmpty() ? NONE : text.charAt(0);
    }

    /** Advances to the next record; returns false at the end of the input. */
    public boolean next() throws IOException {
        do {
            firstLine = lineBreaks + 1;
            start = nextStart;
            if (!findEnd()) {
                return false;
            }
        } while (start == end || buffer[start] == comment);
        return true;
    }

    /** Skips records, or all that are left. */
    public void skip(int records) throws IOException {
        for (int i = 0; i < records && next(); i++) {}
    }

    private boolean findEnd() throws IOException {
        boolean quoted = false;
        boolean mayOpen = true;
        int i = start;
        while (true) {
            if (i == filled) {
                int length = i - start;
                if (!fill()) {
                    return endOfInput(length, quoted);
                }
                i = start + length;
            }
            byte b = buffer[i++];
            if (b == '\n') {
                lineBreaks++;
                if (!quoted) {
                    finish(i - 1, i);
                    return true;
                }
            } else if (b == quote && (quoted || mayOpen) && buffer[start] != comment) {
                quoted = !quoted;
                mayOpen = true; // Two in a row are a quote inside the field: closed and opened again.
                continue;
            }
            mayOpen = b == delimiter;
        }
    }

    private boolean endOfInput(int length, boolean quoted) throws IOException {
        if (quoted) {
            throw new IOException("line %d: the closing quote of a field is missing".formatted(firstLine));
        }
        finish(start + length, start + length);
        return length > 0;
    }

    private void finish(int lineEnd, int next) {
        end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        nextStart = next;
    }

    /** Moves the incomplete record to the start of the buffer and reads more; returns false at the end of the input. */
    private boolean fill() throws IOException {
        int length = filled - start;
        if (length > MAX_RECORD_BYTES) {
            throw new IOException("line %d: the record is longer than %d bytes".formatted(firstLine, MAX_RECORD_BYTES));
        }
        byte[] target = length == buffer.length ? new byte[buffer.length * 2] : buffer;
        System.arraycopy(buffer, start, target, 0, length);
        buffer = target;
        start = 0;
        int read = input.read(buffer, length, buffer.length - length);
        filled = length + Math.max(0, read);
        return read > 0;
    }

    /** Returns the buffer, which holds the current record from {@link #start} to {@link #end} until {@link #next}. */
    public byte[] buffer() {
        return buffer;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /** Returns the number of the line that the current record begins in, from 1. */
    public long lineNumber() {
        return firstLine;
    }

    /** Returns a copy of the current record without its line break. */
    public byte[] copy() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
