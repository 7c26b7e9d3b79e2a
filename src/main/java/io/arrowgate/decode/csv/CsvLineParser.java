package io.arrowgate.decode.csv;

import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import io.arrowgate.decode.row.ScratchBuffer;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.column.CsvDialect;

/** Splits a CSV line into byte ranges without the blanks around fields. One instance is reused for all lines. */
final class CsvLineParser {
    /** A byte that does not occur in UTF-8. */
    private static final byte NO_QUOTE = -1;

    private static final String QUOTES_ARE_TEXT = "; if quotes are text, set csv-dialect.quote to \"\"";

    private final byte[][] bytes;
    private final int[] starts;
    private final int[] ends;
    private final boolean[] quoted;
    private final byte delimiter;
    /** Negative, and so not ASCII, if the dialect does not quote. */
    private final byte quote;

    private final ScratchBuffer unescaped = new ScratchBuffer();
    private int count;
    private boolean surplusIsEmpty;

    /** @param maxFields number of fields to keep; further fields are only counted */
    CsvLineParser(int maxFields, CsvDialect dialect) {
        delimiter = (byte) dialect.delimiter().charAt(0);
        quote = dialect.quote().isEmpty() ? NO_QUOTE : (byte) dialect.quote().charAt(0);
        bytes = new byte[maxFields][];
        starts = new int[maxFields];
        ends = new int[maxFields];
        quoted = new boolean[maxFields];
    }

    /** Parses the line from {@code start}, with or without a line break at its end. */
    void read(byte[] line, int start) throws UndecodableRecordException {
        unescaped.clear();
        count = 0;
        surplusIsEmpty = true;
        int end = withoutLineEnd(line);
        int at = start;
        while (at <= end) {
            int first = trimStart(line, at, end);
            boolean inQuotes = first < end && line[first] == quote;
            at = 1 + (inQuotes ? readQuoted(line, first + 1, end) : readPlain(line, first, end));
        }
    }

    /** Returns the number of fields in the line. */
    int count() {
        return count;
    }

    /** Returns true if the fields beyond the kept ones, if any, are empty. */
    boolean surplusIsEmpty() {
        return surplusIsEmpty;
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

    /** Skips blanks, but not a blank or a tab that delimits fields. */
    private int trimStart(byte[] line, int start, int end) {
        int at = start;
        while (at < end && isBlank(line[at])) {
            at++;
        }
        return at;
    }

    private int trimEnd(byte[] line, int start, int end) {
        int at = end;
        while (at > start && isBlank(line[at - 1])) {
            at--;
        }
        return at;
    }

    private boolean isBlank(byte b) {
        return (b == ' ' || b == '\t') && b != delimiter;
    }

    /** Returns where the field ends: at a delimiter or the end of the line. */
    private int readPlain(byte[] line, int start, int end) throws UndecodableRecordException {
        int at = start;
        for (; at < end && line[at] != delimiter; at++) {
            if (line[at] == quote) {
                throw malformed("a quote within an unquoted field", QUOTES_ARE_TEXT);
            }
            if (line[at] == '\n' || line[at] == '\r') {
                throw malformed("more than one line");
            }
            checkNoNul(line[at]);
        }
        add(line, start, trimEnd(line, start, at), false);
        return at;
    }

    /** Returns where the field ends: at a delimiter or the end of the line. */
    private int readQuoted(byte[] line, int start, int end) throws UndecodableRecordException {
        boolean doubled = false;
        int at = quoteAt(line, start, end);
        while (at + 1 < end && line[at + 1] == quote) {
            doubled = true;
            at = quoteAt(line, at + 2, end);
        }
        if (at >= end) {
            throw malformed("a quote is not closed");
        }
        int next = trimStart(line, at + 1, end);
        if (next < end && line[next] != delimiter) {
            boolean other = line[next] == ';' || line[next] == ',' || line[next] == '\t' || line[next] == '|';
            throw malformed(
                    "text after a closing quote",
                    other
                            ? "; if '%c' is the delimiter, set csv-dialect.delimiter".formatted(line[next])
                            : QUOTES_ARE_TEXT);
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
        while (at < end && line[at] != quote) {
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
            at += line[at] == quote ? 2 : 1;
        }
        add(unescaped.bytes(), first, unescaped.end(), true);
    }

    private void add(byte[] source, int start, int end, boolean inQuotes) {
        if (count < bytes.length) {
            bytes[count] = source;
            starts[count] = start;
            ends[count] = end;
            quoted[count] = inQuotes;
        } else {
            surplusIsEmpty &= start == end;
        }
        count++;
    }

    private void checkNoNul(byte b) throws UndecodableRecordException {
        if (b == 0) {
            throw malformed("a NUL byte");
        }
    }

    private UndecodableRecordException malformed(String problem) {
        return malformed(problem, "");
    }

    private UndecodableRecordException malformed(String problem, String fix) {
        return new UndecodableRecordException(MALFORMED, "not CSV: %s (field %d)%s".formatted(problem, count + 1, fix));
    }
}
