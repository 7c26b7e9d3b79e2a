package io.arrowgate.decode.json;

import io.arrowgate.common.Swar;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.column.ColumnType;

/** Reads JSON numbers into numeric columns if one division rounds them correctly, as most numbers of sensors do. */
final class JsonNumberReader {
    /** Integers up to here, and powers of ten up to 10^10, are exact floats, so one division rounds correctly (Clinger 1990). */
    private static final long EXACT_FLOAT = 1L << 24;

    private static final long EXACT_DOUBLE = 1L << 53;
    private static final int MAX_DIGITS = 18;
    private static final double[] POWERS_OF_TEN = new double[MAX_DIGITS + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private final ColumnType[] types;

    /** @param types of the row's columns */
    JsonNumberReader(ColumnType[] types) {
        this.types = types;
    }

    /** Fills the cell and returns the position after the number at {@code start}, or -1 for a number left to the parsers. */
    int read(byte[] record, int start, int column, RowBuffer row) {
        int end = readNumber(record, start, column, row);
        return end < 0 || isExponent(record, end) ? -1 : end;
    }

    /** Reads a number without an exponent, and stops before one. */
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

    private static boolean isExponent(byte[] record, int at) {
        return at < record.length && (record[at] | 0x20) == 'e';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
