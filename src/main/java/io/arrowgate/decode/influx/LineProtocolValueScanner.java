package io.arrowgate.decode.influx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Validates line protocol's unquoted values and finds their ends: floats, integers with suffix {@code i}, unsigned integers with
 * suffix {@code u}, and booleans.
 */
final class LineProtocolValueScanner {
    /** Returned if the bytes are not such a value. */
    static final int NONE = -1;

    private static final byte[] MAX_LONG = "9223372036854775807".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MIN_LONG = "9223372036854775808".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MAX_UNSIGNED = "18446744073709551615".getBytes(StandardCharsets.US_ASCII);

    private LineProtocolValueScanner() {}

    /** Returns true before a comma, a blank or the end of the line, where a value can end. */
    static boolean isEnd(byte[] record, int at) {
        return isLineEnd(record, at) || record[at] == ',' || record[at] == ' ';
    }

    static boolean isLineEnd(byte[] record, int at) {
        return at == record.length
                || record[at] == '\n'
                || (record[at] == '\r' && (at + 1 == record.length || record[at + 1] == '\n'));
    }

    /** Returns the position of the first byte that is not a digit, or the end. */
    static int digitsEnd(byte[] record, int start) {
        int at = start;
        while (at < record.length && record[at] >= '0' && record[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Returns the position after the number at {@code start} and its suffix, or {@link #NONE}. */
    static int numberEnd(byte[] record, int start) {
        int first = start < record.length && record[start] == '-' ? start + 1 : start;
        int at = digitsEnd(record, first);
        int digits = at - first;
        if (digits > 0 && at < record.length && (record[at] == 'i' || record[at] == 'u')) {
            return isInRange(record, start, first, at) ? at + 1 : NONE;
        }
        if (at < record.length && record[at] == '.') {
            int point = at;
            at = digitsEnd(record, point + 1);
            digits += at - point - 1;
        }
        if (digits == 0) {
            return NONE;
        }
        return at < record.length && (record[at] | 0x20) == 'e' ? exponentEnd(record, at + 1) : at;
    }

    /** Returns true if the number that ends here has a type suffix. */
    static boolean hasSuffix(byte[] record, int end) {
        return record[end - 1] == 'i' || record[end - 1] == 'u';
    }

    /** Returns the position after the boolean at {@code start}, or {@link #NONE}. */
    static int booleanEnd(byte[] record, int start) {
        if (start == record.length) {
            return NONE;
        }
        return switch (record[start]) {
            case 't' -> wordEnd(record, start, "true", "true");
            case 'T' -> wordEnd(record, start, "True", "TRUE");
            case 'f' -> wordEnd(record, start, "false", "false");
            case 'F' -> wordEnd(record, start, "False", "FALSE");
            default -> NONE;
        };
    }

    private static int exponentEnd(byte[] record, int start) {
        boolean sign = start < record.length && (record[start] == '-' || record[start] == '+');
        int digits = sign ? start + 1 : start;
        int end = digitsEnd(record, digits);
        return end == digits ? NONE : end;
    }

    private static boolean isInRange(byte[] record, int start, int first, int end) {
        boolean negative = first > start;
        if (record[end] == 'u') {
            return !negative && isAtMost(record, first, end, MAX_UNSIGNED);
        }
        return isAtMost(record, first, end, negative ? MIN_LONG : MAX_LONG);
    }

    private static boolean isAtMost(byte[] record, int start, int end, byte[] limit) {
        int first = start;
        while (end - first > limit.length && record[first] == '0') {
            first++;
        }
        int digits = end - first;
        return digits < limit.length
                || (digits == limit.length && Arrays.compare(record, first, end, limit, 0, limit.length) <= 0);
    }

    /** Matches the first letter alone, or one of two words. */
    private static int wordEnd(byte[] record, int start, String one, String other) {
        if (isEnd(record, start + 1)) {
            return start + 1;
        }
        return isWord(record, start, one) || isWord(record, start, other) ? start + one.length() : NONE;
    }

    private static boolean isWord(byte[] record, int start, String word) {
        if (record.length - start < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (record[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
