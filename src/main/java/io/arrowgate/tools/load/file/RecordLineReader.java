package io.arrowgate.tools.load.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream of bytes at line breaks into records, without changing their bytes; skips empty lines. */
public final class RecordLineReader implements AutoCloseable {
    private static final int MAX_RECORD_BYTES = 8 * 1024 * 1024;

    private final InputStream input;
    private final boolean quotes;
    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;
    private int nextStart;
    private int filled;
    private long lineBreaks;
    private long firstLine;

    /**
     * @param input closed with this
     * @param quotes whether a line break inside a field in double quotes (RFC 4180) belongs to the record
     */
    public RecordLineReader(InputStream input, boolean quotes) {
        this.input = input;
        this.quotes = quotes;
    }

    /** Advances to the next record; returns false at the end of the input. */
    public boolean next() throws IOException {
        do {
            firstLine = lineBreaks + 1;
            start = nextStart;
            if (!findEnd()) {
                return false;
            }
        } while (start == end);
        return true;
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
            } else if (quotes && b == '"' && (quoted || mayOpen)) {
                quoted = !quoted;
                mayOpen = true; // Two in a row are a quote inside the field: closed and opened again.
                continue;
            }
            mayOpen = b == ',';
        }
    }

    private boolean endOfInput(int length, boolean quoted) throws IOException {
        if (quoted) {
            throw new IOException("line %d: the closing double quote of a field is missing".formatted(firstLine));
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

    /** Returns a copy of the current record without its line break. */
    public byte[] copy() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
