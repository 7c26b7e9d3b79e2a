package io.arrowgate.decode.csv;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.decode.value.ValueParser;
import io.arrowgate.stream.column.CsvDialect;

/**
 * Parses numbers with a decimal comma or separators between thousands. Separators must be between groups of three digits, so that
 * a number of another dialect is rejected instead of read as a thousand times as much.
 */
public final class LocalizedNumberParser implements ValueParser {
    /** Longer numbers are rejected. */
    private static final int MAX_LENGTH = 1_000;

    private static final int GROUP = 3;
    private static final int NONE = -1;

    private final ValueParser plain;
    private final char decimal;
    private final int thousands;
    private final byte[] number = new byte[MAX_LENGTH];

    /** @param plain parses the number with a decimal point and without separators */
    public LocalizedNumberParser(ValueParser plain, CsvDialect dialect) {
        this.plain = plain;
        decimal = dialect.decimal().charAt(0);
        thousands = dialect.thousands().isEmpty() ? NONE : dialect.thousands().charAt(0);
    }

    @Override
    public boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column) {
        int length = end - start > MAX_LENGTH ? NONE : normalize(bytes, start, end);
        return length != NONE && plain.parse(number, 0, length, row, column);
    }

    /** Copies the number in its plain form; returns its length, or {@link #NONE}. */
    private int normalize(byte[] bytes, int start, int end) {
        int length = 0;
        int digits = 0;
        boolean grouped = false;
        int at = start;
        for (; at < end && bytes[at] != decimal; at++) {
            byte b = bytes[at];
            if (b == thousands) {
                if (grouped ? digits != GROUP : digits == 0 || digits > GROUP) {
                    return NONE;
                }
                grouped = true;
                digits = 0;
                continue;
            }
            if (b == '.') {
                return NONE;
            }
            digits += b >= '0' && b <= '9' ? 1 : 0;
            number[length++] = b;
        }
        if (grouped && digits != GROUP) {
            return NONE;
        }
        for (int i = at; i < end; i++) {
            number[length++] = i == at ? (byte) '.' : bytes[i];
        }
        return length;
    }
}
