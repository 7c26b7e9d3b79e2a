package io.arrowgate.decode.csv;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.decode.value.ValueParser;
import io.arrowgate.stream.column.CsvDialect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parses numbers with a decimal comma or separators between thousands. Separators must be between groups of three digits, so that
 * a number of another dialect is rejected instead of read as a thousand times as much.
 */
public final class LocalizedNumberParser implements ValueParser {
    /** Longer numbers are rejected. */
    private static final int MAX_LENGTH = 1_000;

    private static final int GROUP = 3;
    private static final int NONE = -1;

    private static final List<byte[]> BLANKS = utf8(" ", "\u00a0", "\u202f", "\u2009");
    private static final List<byte[]> APOSTROPHES = utf8("'", "\u2019");

    private final ValueParser plain;
    private final char decimal;
    /** The separator of thousands, and characters that spreadsheets write in place of it. */
    private final List<byte[]> thousands;

    private final byte[] number = new byte[MAX_LENGTH];

    /** @param plain parses the number with a decimal point and without separators */
    public LocalizedNumberParser(ValueParser plain, CsvDialect dialect) {
        this.plain = plain;
        decimal = dialect.decimal().charAt(0);
        thousands = switch (dialect.thousands()) {
            case "" -> List.of();
            case " " -> BLANKS;
            case "'" -> APOSTROPHES;
            default -> utf8(dialect.thousands());
        };
    }

    private static List<byte[]> utf8(String... characters) {
        return Stream.of(characters)
                .map(character -> character.getBytes(StandardCharsets.UTF_8))
                .toList();
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
            int separator = separatorLength(bytes, at, end);
            if (separator > 0) {
                if (grouped ? digits != GROUP : digits == 0 || digits > GROUP) {
                    return NONE;
                }
                grouped = true;
                digits = 0;
                at += separator - 1;
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

    /** Returns the number of bytes of the separator at a position; 0 if there is none. */
    private int separatorLength(byte[] bytes, int at, int end) {
        for (byte[] separator : thousands) {
            int after = at + separator.length;
            if (after <= end && Arrays.equals(bytes, at, after, separator, 0, separator.length)) {
                return separator.length;
            }
        }
        return 0;
    }
}
