package io.arrowgate.decode.json;

import static io.arrowgate.decode.row.DeadLetterReason.EMPTY;
import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import io.arrowgate.common.ByteOrderMark;
import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.row.RecordElements;
import io.arrowgate.decode.row.RecordSplitter;
import io.arrowgate.decode.row.UndecodableRecordException;

/**
 * Splits JSON arrays and consecutive JSON objects into their elements. Objects may have a comma or a record separator (RFC 7464)
 * between them. Only counts brackets outside of strings, so that a broken element does not affect the others.
 */
public final class JsonSplitter implements RecordSplitter {
    private static final int NONE = -1;
    private static final byte RECORD_SEPARATOR = 0x1e;

    /** True after an object that is not closed: later ones end with their lines, so that no byte is scanned repeatedly. */
    private boolean byLine;

    @Override
    public boolean split(byte[] value, RecordElements elements) throws UndecodableRecordException {
        elements.clear();
        byLine = false;
        boolean arrays = false;
        boolean separators = false;
        int at = ByteRanges.skipWhiteSpace(value, ByteOrderMark.end(value));
        while (at < value.length) {
            if (value[at] == RECORD_SEPARATOR || (value[at] == ',' && elements.count() > 0)) {
                separators = true;
                at++;
            } else if (value[at] == '[') {
                arrays = true;
                at = splitArray(value, at, elements);
            } else {
                int end = objectEnd(value, at);
                elements.add(at, end);
                at = end;
            }
            at = ByteRanges.skipWhiteSpace(value, at);
        }
        if (arrays && elements.count() == 0) {
            throw new UndecodableRecordException(EMPTY, "the JSON array is empty");
        }
        return elements.count() > 1 || (elements.count() == 1 && (arrays || separators));
    }

    /** Adds the elements of the array that begins here; returns the position after it. */
    private static int splitArray(byte[] json, int start, RecordElements elements) throws UndecodableRecordException {
        int at = ByteRanges.skipWhiteSpace(json, start + 1);
        if (at < json.length && json[at] == ']') {
            return at + 1;
        }
        while (true) {
            int end = JsonSkimmer.valueEnd(json, at);
            if (end == json.length) {
                throw malformed("not JSON: the array is not closed");
            }
            if (json[end] == '}') {
                throw malformed("not JSON: the brackets of the array do not match");
            }
            elements.add(at, end);
            if (json[end] == ']') {
                if (!endsElement(json, end + 1)) {
                    throw malformed("not one JSON array: something follows it");
                }
                return end + 1;
            }
            at = ByteRanges.skipWhiteSpace(json, end + 1);
        }
    }

    /** Returns the end of the object that begins here; if it is broken, the end of its lines. */
    private int objectEnd(byte[] json, int start) {
        int end = byLine ? NONE : closedEnd(json, start);
        if (end == NONE) {
            byLine |= json[start] == '{';
            return lineEnd(json, start);
        }
        return endsElement(json, end) ? end : lineEnd(json, end);
    }

    /** Returns the position after the object that begins here, or {@link #NONE}. */
    private static int closedEnd(byte[] json, int start) {
        if (json[start] != '{') {
            return NONE;
        }
        int depth = 0;
        for (int at = start; at < json.length; at++) {
            switch (json[at]) {
                case '"' -> {
                    int quote = JsonSkimmer.closingQuote(json, at);
                    if (hasLineBreak(json, at, quote)) {
                        return NONE; // Strings have none: the quote is missing, and this one begins another string.
                    }
                    at = quote;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return at + 1;
                    }
                }
                default -> {}
            }
        }
        return NONE;
    }

    private static boolean hasLineBreak(byte[] json, int start, int end) {
        for (int at = start; at < Math.min(end, json.length); at++) {
            if (json[at] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Returns true at the end of the record or of a line, and before another object. */
    private static boolean endsElement(byte[] json, int start) {
        int at = ByteRanges.trimStart(json, start, json.length);
        if (at < json.length && json[at] == ',') {
            int next = ByteRanges.skipWhiteSpace(json, at + 1);
            return next == json.length || json[next] == '{';
        }
        return at == json.length
                || json[at] == '\n'
                || json[at] == '\r'
                || json[at] == '{'
                || json[at] == RECORD_SEPARATOR;
    }

    /** Returns the position of the next separator, or line break before a line that begins with an object, or the end. */
    private static int lineEnd(byte[] json, int start) {
        int at = start;
        while (at < json.length
                && json[at] != RECORD_SEPARATOR
                && !(json[at] == '\n' && at + 1 < json.length && json[at + 1] == '{')) {
            at++;
        }
        return at;
    }

    private static UndecodableRecordException malformed(String message) {
        return new UndecodableRecordException(MALFORMED, message);
    }
}
