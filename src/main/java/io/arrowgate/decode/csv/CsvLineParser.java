package io.arrowgate.decode.csv;

import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.row.ScratchBuffer;
import io.arrowgate.decode.row.UndecodableRecordException;

/** Splits a CSV line (RFC 4180) into byte ranges without the blanks around fields. One instance is reused for all lines. */
final class CsvLineParser {
    private final byte[][] bytes;
    private final int[] starts;
    private final int[] ends;
    private final boolean[] quoted;
    private final ScratchBuffer unescaped = new ScratchBuffer();
    private int count;

    /** @param maxFields number of fields to keep; further fields are only counted */
    CsvLineParser(int maxFields) {
        bytes = new byte[maxFields][];
        starts = new int[maxFields];
        ends = new int[maxFields];
        quoted = new boolean[maxFields];
    }

    /** Parses a record of one line, with or without a line break at its end. */
    void read(byte[] line) throws UndecodableRecordException {
        unescaped.clear();
        count = 0;
        int end = withoutLineEnd(line);
        int at = 0;
        while (at <= end) {
            int first = ByteRanges.trimStart(line, at, end);
            boolean inQuotes = first < end && line[first] == '"';
            at = 1 + (inQuotes ? readQuoted(line, first + 1, end) : readPlain(line, first, end));
        }
    }

    /** Returns the number of fields in the line. */
    int count() {
        return count;
    }

    byte[] bytes(int field) {
        return bytes[field];
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    /** Returns true for a field without content and without quotes. */
    boolean isEmpty(int field) {
        return starts[field] == ends[field] && !quoted[field];
    }

    private static int withoutLineEnd(byte[] line) {
        int end = line.length;
        if (end > 0 && line[end - 1] == '\n') {
            end--;
        }
        return end > 0 && line[end - 1] == '\r' ? end - 1 : end;
    }

    /** Returns where the field ends: at a comma or the end of the line. */
    private int readPlain(byte[] line, int start, int end) throws UndecodableRecordException {
        int at = start;
        for (; at < end && line[at] != ','; at++) {
            if (line[at] == '"') {
                throw malformed("a quote within an unquoted field");
            }
            if (line[at] == '\n' || line[at] == '\r') {
                throw malformed("more than one line");
            }
            checkNoNul(line[at]);
        }
        add(line, start, ByteRanges.trimEnd(line, start, at), false);
        return at;
    }

    /** Returns where the field ends: at a comma or the end of the line. */
    private int readQuoted(byte[] line, int start, int end) throws UndecodableRecordException {
        boolean doubled = false;
        int at = quoteAt(line, start, end);
        while (at + 1 < end && line[at + 1] == '"') {
            doubled = true;
            at = quoteAt(line, at + 2, end);
        }
        if (at >= end) {
            throw malformed("a quote is not closed");
        }
        int next = ByteRanges.trimStart(line, at + 1, end);
        if (next < end && line[next] != ',') {
            throw malformed("text after a closing quote");
        }
        if (doubled) {
            addUnescaped(line, start, at);
        } else {
            add(line, start, at, true);
        }
        return next;
    }

    /** Returns the position of the next quote, or the end. */
    private int quoteAt(byte[] line, int start, int end) throws UndecodableRecordException {
        int at = start;
        while (at < end && line[at] != '"') {
            checkNoNul(line[at]);
            at++;
        }
        return at;
    }

    private void addUnescaped(byte[] line, int start, int end) {
        int first = unescaped.reserve(end - start);
        int at = start;
        while (at < end) {
            unescaped.append(line[at]);
            at += line[at] == '"' ? 2 : 1;
        }
        add(unescaped.bytes(), first, unescaped.end(), true);
    }

    private void add(byte[] source, int start, int end, boolean inQuotes) {
        if (count < bytes.length) {
            bytes[count] = source;
            starts[count] = start;
            ends[count] = end;
            quoted[count] = inQuotes;
        }
        count++;
    }

    private void checkNoNul(byte b) throws UndecodableRecordException {
        if (b == 0) {
            throw malformed("a NUL byte");
        }
    }

    private UndecodableRecordException malformed(String problem) {
        return new UndecodableRecordException(MALFORMED, "not CSV: %s (field %d)".formatted(problem, count + 1));
    }
}
