package io.arrowgate.decode.csv;

import io.arrowgate.common.ByteOrderMark;
import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.json.JsonSplitter;
import io.arrowgate.decode.row.RecordElements;
import io.arrowgate.decode.row.RecordSplitter;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.column.CsvDialect;

/** Splits CSV records into lines, and JSON records of CSV streams into objects; skips blank lines and comments. */
public final class CsvSplitter implements RecordSplitter {
    /** Stands for a character that the dialect does not have. No byte of a record has its value. */
    private static final int NONE = Integer.MIN_VALUE;

    private final JsonSplitter json = new JsonSplitter();
    private final CsvPreamble preamble;
    private final int delimiter;
    private final int quote;
    private final int comment;

    public CsvSplitter(CsvDialect dialect) {
        preamble = new CsvPreamble(dialect);
        delimiter = dialect.delimiter().charAt(0);
        quote = dialect.quote().isEmpty() ? NONE : dialect.quote().charAt(0);
        comment = dialect.comment().isEmpty() ? NONE : dialect.comment().charAt(0);
    }

    @Override
    public boolean split(byte[] value, RecordElements elements) throws UndecodableRecordException {
        if (isJson(value)) {
            return json.split(value, elements);
        }
        elements.clear();
        int lines = 0;
        int at = preamble.end(value);
        while (at < value.length) {
            int end = value[at] == comment ? lineBreak(value, at) : lineEnd(value, at);
            if (value[at] != comment && ByteRanges.skipWhiteSpace(value, at) < end) {
                elements.add(at, end);
            }
            lines++;
            at = end + 1;
        }
        return lines > 1 && elements.count() > 0;
    }

    /** Returns true for an object or an array of objects; a line may begin with a bracket, too. */
    private static boolean isJson(byte[] value) {
        int at = ByteRanges.skipWhiteSpace(value, ByteOrderMark.end(value));
        if (at < value.length && value[at] == '[') {
            at = ByteRanges.skipWhiteSpace(value, at + 1);
        }
        return at < value.length && value[at] == '{';
    }

    /** Returns the position of the line break after the line that begins here, or the end. */
    private int lineEnd(byte[] value, int start) {
        int at = start;
        while (true) {
            at = skipBlanks(value, at);
            if (at < value.length && value[at] == quote) {
                at = quotedEnd(value, at);
                if (!isFieldEnd(value, at)) {
                    // Broken quotes: ending at the first line break keeps the lines after this one.
                    return lineBreak(value, start);
                }
            }
            while (at < value.length && value[at] != delimiter && value[at] != '\n') {
                at++;
            }
            if (at == value.length || value[at] == '\n') {
                return at;
            }
            at++;
        }
    }

    /** Returns the position after a quoted field and the blanks after it; one after the end if it is not closed. */
    private int quotedEnd(byte[] value, int openingQuote) {
        int at = openingQuote + 1;
        while (at < value.length) {
            if (value[at] != quote) {
                at++;
            } else if (at + 1 < value.length && value[at + 1] == quote) {
                at += 2;
            } else {
                return skipBlanks(value, at + 1);
            }
        }
        return value.length + 1;
    }

    private int skipBlanks(byte[] value, int start) {
        int at = start;
        while (at < value.length && (value[at] == ' ' || value[at] == '\t') && value[at] != delimiter) {
            at++;
        }
        return at;
    }

    private boolean isFieldEnd(byte[] value, int at) {
        return at == value.length
                || (at < value.length && (value[at] == delimiter || value[at] == '\n' || value[at] == '\r'));
    }

    private static int lineBreak(byte[] value, int start) {
        int at = start;
        while (at < value.length && value[at] != '\n') {
            at++;
        }
        return at;
    }
}
