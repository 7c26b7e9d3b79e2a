package io.arrowgate.decode.influx;

import static io.arrowgate.decode.row.DeadLetterReason.MALFORMED;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.decode.row.ScratchBuffer;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.decode.value.NonFiniteWord;
import io.arrowgate.stream.column.RecordFormat;

/**
 * Parses one point of InfluxDB's line protocol.
 *
 * <p>Follows InfluxDB's "Line protocol" reference and, where it leaves a choice, the behavior of InfluxDB 1 and 2:
 *
 * <ul>
 *   <li>In names and tag values, a backslash escapes a comma, a blank and, except in the measurement, an equals sign.
 *   <li>In strings, a backslash escapes a quote and a backslash.
 *   <li>Before any other character a backslash is literal.
 *   <li>Strings may contain line breaks.
 *   <li>A duplicate tag is rejected. The last value of a duplicate field is used.
 * </ul>
 */
final class LineProtocolParser {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private final FieldIndex fields;
    private final int measurement;
    private final int time;
    private final KeyPrediction prediction;
    private final ScratchBuffer unescaped = new ScratchBuffer();
    /** True if the name or string scanned last contains escapes. */
    private boolean escaped;
    /** Field of the key read last. */
    private int keyField;

    LineProtocolParser(FieldIndex fields) {
        this.fields = fields;
        measurement = fields.find(RecordFormat.MEASUREMENT);
        time = fields.find(RecordFormat.TIME);
        prediction = new KeyPrediction(fields.fieldCount());
    }

    /** Returns the position after white space and comment lines, or the end. */
    static int skipComments(byte[] record, int start) {
        int at = ByteRanges.skipWhiteSpace(record, start);
        while (at < record.length && record[at] == '#') {
            while (at < record.length && record[at] != '\n') {
                at++;
            }
            at = ByteRanges.skipWhiteSpace(record, at);
        }
        return at;
    }

    /** Fills the values from the point at {@code start} of valid UTF-8; returns the position of its line end. */
    int read(byte[] record, int start, FieldValues values) throws UndecodableRecordException {
        unescaped.clear();
        prediction.reset();
        int at = readMeasurement(record, start, values);
        while (at < record.length && record[at] == ',') {
            at = readTag(record, at + 1, values);
        }
        if (at == record.length || record[at] != ' ') {
            throw malformed("the point has no fields");
        }
        at = ByteRanges.trimStart(record, at, record.length);
        at = readField(record, at, values);
        while (at < record.length && record[at] == ',') {
            at = readField(record, at + 1, values);
        }
        at = ByteRanges.trimStart(record, at, record.length);
        if (!LineProtocolValueScanner.isLineEnd(record, at)) {
            at = ByteRanges.trimStart(record, readTime(record, at, values), record.length);
        }
        if (!LineProtocolValueScanner.isLineEnd(record, at)) {
            throw malformed("'%s' follows the time".formatted(ByteRanges.excerpt(record, at, record.length)));
        }
        return at;
    }

    /** Reads the measurement and returns the position after it, like the methods for the other parts. */
    private int readMeasurement(byte[] record, int start, FieldValues values) throws UndecodableRecordException {
        int end = nameEnd(record, start);
        boolean anyEscaped = escaped;
        while (end < record.length && record[end] == '=') {
            end = nameEnd(record, end + 1);
            anyEscaped |= escaped;
        }
        if (end == start) {
            throw malformed("the point has no measurement");
        }
        escaped = anyEscaped;
        if (measurement != FieldIndex.UNKNOWN) {
            setName(record, start, end, false, measurement, values);
        }
        return end;
    }

    private int readTag(byte[] record, int start, FieldValues values) throws UndecodableRecordException {
        int end = readKey(record, start);
        int field = keyField;
        int valueEnd = nameEnd(record, end + 1);
        if (valueEnd == end + 1) {
            throw malformed("tag '%s' has no value".formatted(ByteRanges.excerpt(record, start, end)));
        }
        if (valueEnd < record.length && record[valueEnd] == '=') {
            throw malformed("the value of tag '%s' has an equals sign without a backslash"
                    .formatted(ByteRanges.excerpt(record, start, end)));
        }
        if (field == FieldIndex.UNKNOWN) {
            values.addIgnored(1);
            return valueEnd;
        }
        if (!values.isNull(field)) {
            throw malformed("duplicate tag '%s'".formatted(ByteRanges.excerpt(record, start, end)));
        }
        setName(record, end + 1, valueEnd, true, field, values);
        return valueEnd;
    }

    private int readField(byte[] record, int start, FieldValues values) throws UndecodableRecordException {
        int end = readKey(record, start);
        int field = keyField;
        if (field == FieldIndex.UNKNOWN) {
            values.addIgnored(1);
        }
        int valueEnd = end + 1 < record.length && record[end + 1] == '"'
                ? readString(record, end + 2, field, values)
                : readUnquoted(record, end + 1, field, values);
        if (valueEnd == LineProtocolValueScanner.NONE || !LineProtocolValueScanner.isEnd(record, valueEnd)) {
            throw malformed("the value of field '%s' is not a number, a boolean or a quoted string: '%s'"
                    .formatted(
                            ByteRanges.excerpt(record, start, end),
                            ByteRanges.excerpt(record, end + 1, record.length)));
        }
        return valueEnd;
    }

    private int readUnquoted(byte[] record, int start, int field, FieldValues values) {
        int end = LineProtocolValueScanner.numberEnd(record, start);
        if (end != LineProtocolValueScanner.NONE) {
            if (field != FieldIndex.UNKNOWN) {
                values.setText(field, record, start, LineProtocolValueScanner.hasSuffix(record, end) ? end - 1 : end);
            }
            return end;
        }
        return readWord(record, start, field, values);
    }

    private static int readWord(byte[] record, int start, int field, FieldValues values) {
        int end = LineProtocolValueScanner.booleanEnd(record, start);
        if (end != LineProtocolValueScanner.NONE) {
            if (field != FieldIndex.UNKNOWN) {
                byte[] word = (record[start] | 0x20) == 't' ? TRUE : FALSE;
                values.setText(field, word, 0, word.length);
            }
            return end;
        }
        end = NonFiniteWord.end(record, start);
        if (end != NonFiniteWord.NONE && field != FieldIndex.UNKNOWN) {
            values.setText(field, record, start, end);
        }
        return end;
    }

    private int readString(byte[] record, int start, int field, FieldValues values) throws UndecodableRecordException {
        escaped = false;
        int at = ByteRanges.plainEnd(record, start);
        while (at < record.length && record[at] != '"') {
            boolean escape = isEscape(record, at, record.length, '"', '\\', '\\');
            escaped |= escape;
            at = ByteRanges.plainEnd(record, at + (escape ? 2 : 1));
        }
        if (at == record.length) {
            throw malformed("a quote is not closed");
        }
        if (field != FieldIndex.UNKNOWN) {
            set(record, start, at, field, values, '"', '\\', '\\');
        }
        return at + 1;
    }

    private int readTime(byte[] record, int start, FieldValues values) throws UndecodableRecordException {
        int digits = record[start] == '-' ? start + 1 : start;
        int end = LineProtocolValueScanner.digitsEnd(record, digits);
        if (end == digits || !LineProtocolValueScanner.isEnd(record, end)) {
            throw malformed(
                    "the time '%s' is not a whole number".formatted(ByteRanges.excerpt(record, start, record.length)));
        }
        if (time != FieldIndex.UNKNOWN) {
            values.setText(time, record, start, end);
        }
        return end;
    }

    /** Reads a tag or field key and its {@link #keyField}; returns the position of its equals sign. */
    private int readKey(byte[] record, int start) throws UndecodableRecordException {
        int end = prediction.end(record, start);
        if (end != KeyPrediction.NONE) {
            keyField = prediction.accept();
            return end;
        }
        end = keyEnd(record, start);
        keyField = find(record, start, end);
        if (keyField != FieldIndex.UNKNOWN) {
            prediction.learn(record, start, end, keyField);
        }
        return end;
    }

    /** Returns the end of a tag or field key: the position of its equals sign. */
    private int keyEnd(byte[] record, int start) throws UndecodableRecordException {
        int end = nameEnd(record, start);
        if (end == start) {
            throw malformed("a tag or field has no name");
        }
        if (end == record.length || record[end] != '=') {
            throw malformed("tag or field '%s' has no value".formatted(ByteRanges.excerpt(record, start, end)));
        }
        return end;
    }

    /** Returns the end of a name or tag value: the first unescaped comma, equals sign, blank or line break, or the end. */
    private int nameEnd(byte[] record, int start) {
        escaped = false;
        int at = ByteRanges.delimiter(record, start);
        while (at < record.length && !isNameEnd(record[at])) {
            boolean escape = isEscape(record, at, record.length, ',', '=', ' ');
            escaped |= escape;
            at = ByteRanges.delimiter(record, at + (escape ? 2 : 1));
        }
        return at;
    }

    private static boolean isNameEnd(byte b) {
        return b == ',' || b == '=' || b == ' ' || b == '\n';
    }

    /** Finds the field of the name scanned last. The names of measurement and time are reserved and match no key. */
    private int find(byte[] record, int start, int end) {
        int field;
        if (escaped) {
            int first = unescape(record, start, end, ',', '=', ' ');
            field = fields.find(unescaped.bytes(), first, unescaped.end());
        } else {
            field = fields.find(record, start, end);
        }
        return field == measurement || field == time ? FieldIndex.UNKNOWN : field;
    }

    private void setName(byte[] record, int start, int end, boolean equals, int field, FieldValues values) {
        set(record, start, end, field, values, ',', ' ', equals ? '=' : ' ');
    }

    private void set(byte[] record, int start, int end, int field, FieldValues values, char one, char two, char three) {
        if (escaped) {
            int first = unescape(record, start, end, one, two, three);
            values.setText(field, unescaped.bytes(), first, unescaped.end());
        } else {
            values.setText(field, record, start, end);
        }
    }

    /** Appends the unescaped text to {@link #unescaped}; returns its start there. */
    private int unescape(byte[] record, int start, int end, char one, char two, char three) {
        int first = unescaped.reserve(end - start);
        for (int at = start; at < end; at++) {
            if (isEscape(record, at, end, one, two, three)) {
                at++;
            }
            unescaped.append(record[at]);
        }
        return first;
    }

    private static boolean isEscape(byte[] record, int at, int end, char one, char two, char three) {
        if (record[at] != '\\' || at + 1 >= end) {
            return false;
        }
        byte next = record[at + 1];
        return next == one || next == two || next == three;
    }

    private static UndecodableRecordException malformed(String problem) {
        return new UndecodableRecordException(MALFORMED, "not line protocol: " + problem);
    }
}
