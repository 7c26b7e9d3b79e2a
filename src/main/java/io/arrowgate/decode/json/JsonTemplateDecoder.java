package io.arrowgate.decode.json;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.common.Swar;
import io.arrowgate.common.Utf8Validator;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.RowMapper;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decodes records with the same template as the previous record in one pass from bytes into a row: the same bytes between the
 * values, and values of simple kinds. Values inside of objects and arrays are values of the template like others, and values
 * that fill no column are skipped. Other records are left to {@link JsonScanner}, which creates identical rows. Most records
 * of a stream match the template.
 *
 * <p>The bytes between the values were validated when the template was learned, so comparing them is sufficient.
 */
final class JsonTemplateDecoder {
    /** Integers up to here, and powers of ten up to 10^10, are exact floats, so one division rounds correctly (Clinger 1990). */
    private static final long EXACT_FLOAT = 1L << 24;

    /** In place of the column of a value that fills none. */
    private static final int NONE = -1;

    private static final long EXACT_DOUBLE = 1L << 53;
    private static final int MAX_DIGITS = 18;
    private static final double[] POWERS_OF_TEN = new double[MAX_DIGITS + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private final RowMapper writer;
    private final ColumnType[] types;
    /** The column that a field alone fills, or {@link #NONE} if a column joins fields or a field fills several columns. */
    private final int[] columnOfField;

    /** Bytes before each value, and after the last one. */
    private LiteralMatcher[] between = {};

    /** Column of each value, or {@link #NONE} for a value to skip. */
    private int[] columns = {};

    private int[] absent = {};
    private int ignored;
    private boolean known;
    /** True if values are skipped or kept as JSON text, which may have characters other than ASCII. */
    private boolean anyText;

    JsonTemplateDecoder(StreamDefinition stream, FieldIndex fields, RowMapper writer) {
        this.writer = writer;
        List<ColumnDefinition> definitions = stream.columns();
        types = definitions.stream().map(ColumnDefinition::type).toArray(ColumnType[]::new);
        columnOfField = new int[fields.fieldCount()];
        Arrays.fill(columnOfField, NONE);
        int[] uses = new int[fields.fieldCount()];
        for (int column = 0; column < types.length; column++) {
            int[] source = fields.fieldsOf(column);
            for (int field : source) {
                use(field, source.length, column, uses);
                for (int alternative : fields.alternativesOf(field)) {
                    use(alternative, source.length, column, uses);
                }
            }
        }
    }

    private void use(int field, int sources, int column, int[] uses) {
        uses[field]++;
        columnOfField[field] = sources == 1 && uses[field] == 1 ? column : NONE;
    }

    /**
     * Learns the template from a record that the scanner has just read and that became a row.
     *
     * @param ignoredFields number of fields that no column uses
     */
    void learn(byte[] record, JsonScanner scanner, int ignoredFields) {
        known = false;
        int values = scanner.valueCount();
        if (values == 0 || values == JsonScanner.MANY || !scanner.isRegular()) {
            return;
        }
        int[] filled = new int[values];
        boolean[] present = new boolean[types.length];
        LiteralMatcher[] gaps = new LiteralMatcher[values + 1];
        int end = 0;
        anyText = false;
        for (int i = 0; i < values; i++) {
            int start = scanner.valueStart(i);
            int field = scanner.field(i);
            filled[i] = field == FieldIndex.UNKNOWN ? NONE : columnOfField[field];
            if (field != FieldIndex.UNKNOWN && (filled[i] == NONE || present[filled[i]])) {
                return;
            }
            if (filled[i] != NONE) {
                present[filled[i]] = true;
            }
            anyText |= filled[i] == NONE || record[start] == '{' || record[start] == '[';
            gaps[i] = new LiteralMatcher(Arrays.copyOfRange(record, end, start));
            end = scanner.valueEnd(i);
        }
        gaps[values] = new LiteralMatcher(Arrays.copyOfRange(record, end, record.length));
        between = gaps;
        columns = filled;
        absent = IntStream.range(0, types.length)
                .filter(column -> !present[column])
                .toArray();
        ignored = ignoredFields;
        known = true;
    }

    /** Returns the columns without a value in each record of the template. */
    int[] absent() {
        return absent;
    }

    /** Returns the number of fields in each record of the template that no column uses. */
    int ignored() {
        return ignored;
    }

    /** Fills the row. If it returns false, the row is undefined. */
    boolean read(byte[] record, RowBuffer row) {
        if (!known || (anyText && !Utf8Validator.isValid(record))) {
            return false;
        }
        int at = 0;
        for (int i = 0; i < columns.length; i++) {
            at = between[i].matchEnd(record, at);
            if (at < 0 || at == record.length) {
                return false;
            }
            at = columns[i] == NONE ? JsonValueScanner.valueEnd(record, at) : readValue(record, at, columns[i], row);
            if (at < 0) {
                return false;
            }
        }
        if (between[columns.length].matchEnd(record, at) != record.length) {
            return false;
        }
        for (int column : absent) {
            row.setNull(column);
        }
        return true;
    }

    /** Returns the position after the value, or -1. */
    private int readValue(byte[] record, int start, int column, RowBuffer row) {
        return switch (record[start]) {
            case '"' -> readQuoted(record, start + 1, column, row);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readNumber(record, start, column, row);
            case '{', '[' -> readNested(record, start, column, row);
            default -> -1;
        };
    }

    /** Reads an object or array as its JSON text. */
    private int readNested(byte[] record, int start, int column, RowBuffer row) {
        int end = anyText && types[column].isText() ? JsonValueScanner.valueEnd(record, start) : -1;
        if (end < 0 || JsonValueScanner.hasNonFinite(record, start, end)) {
            return -1;
        }
        row.setBytes(column, record, start, end - start);
        return end;
    }

    /** Reads ASCII without escapes only; other strings are left to the scanner. */
    private int readQuoted(byte[] record, int start, int column, RowBuffer row) {
        int end = ByteRanges.plainEnd(record, start);
        if (end == record.length || record[end] != '"') {
            return -1;
        }
        if (types[column] == ColumnType.STRING) {
            row.setBytes(column, record, start, end - start);
            return end + 1;
        }
        if (types[column] == ColumnType.JSON) {
            row.setBytes(column, record, start - 1, end - start + 2);
            return end + 1;
        }
        boolean trimmed = end > start && record[start] != ' ' && record[end - 1] != ' ';
        return trimmed && writer.parser(column).parse(record, start, end, row, column) ? end + 1 : -1;
    }

    /** Stops before an exponent, which the comparison with the template's next bytes then rejects. */
    private int readNumber(byte[] record, int start, int column, RowBuffer row) {
        boolean negative = record[start] == '-';
        int first = negative ? start + 1 : start;
        long word = Swar.loadOrZero(record, first);
        long others = Swar.notDigits(word);
        int digits = Swar.before(others);
        if (digits == Long.BYTES) {
            return readLongNumber(record, start, first, column, row);
        }
        boolean point = (byte) (word >>> (Byte.SIZE * digits)) == '.';
        // Clearing the mark of the point keeps later marks correct, so the next mark ends the fraction.
        int length = point ? Swar.before(others & (others - 1)) : digits;
        if (length == Long.BYTES) {
            return readLongNumber(record, start, first, column, row);
        }
        int fraction = length - digits - (point ? 1 : 0);
        boolean malformed = digits == 0 || (point && fraction == 0) || (digits > 1 && (byte) word == '0');
        boolean fits = !malformed && set(row, column, negative, Swar.number(word, digits, fraction), fraction);
        return fits ? first + length : -1;
    }

    /** Reads a number of eight characters or more. */
    private int readLongNumber(byte[] record, int start, int first, int column, RowBuffer row) {
        int at = first;
        long mantissa = 0;
        while (at < record.length && isDigit(record[at])) {
            mantissa = mantissa * 10 + record[at++] - '0';
        }
        int digits = at - first;
        if (digits == 0 || (digits > 1 && record[first] == '0')) {
            return -1;
        }
        int fraction = 0;
        if (at < record.length && record[at] == '.') {
            int point = at++;
            while (at < record.length && isDigit(record[at])) {
                mantissa = mantissa * 10 + record[at++] - '0';
            }
            fraction = at - point - 1;
            if (fraction == 0) {
                return -1;
            }
        }
        boolean fits = digits + fraction <= MAX_DIGITS && set(row, column, first > start, mantissa, fraction);
        return fits ? at : -1;
    }

    private boolean set(RowBuffer row, int column, boolean negative, long mantissa, int fraction) {
        switch (types[column]) {
            case FLOAT32 -> {
                if (mantissa > EXACT_FLOAT || fraction > 10) {
                    return false;
                }
                float value = (float) mantissa / (float) POWERS_OF_TEN[fraction];
                row.setBits(column, Float.floatToRawIntBits(negative ? -value : value));
            }
            case FLOAT64 -> {
                if (mantissa > EXACT_DOUBLE) {
                    return false;
                }
                double value = mantissa / POWERS_OF_TEN[fraction];
                row.setBits(column, Double.doubleToRawLongBits(negative ? -value : value));
            }
            case UINT64 -> {
                if (fraction > 0 || (negative && mantissa != 0)) {
                    return false;
                }
                row.setBits(column, mantissa);
            }
            case INT32, INT64 -> {
                long value = negative ? -mantissa : mantissa;
                if (fraction > 0 || (types[column] == ColumnType.INT32 && value != (int) value)) {
                    return false;
                }
                row.setBits(column, value);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
