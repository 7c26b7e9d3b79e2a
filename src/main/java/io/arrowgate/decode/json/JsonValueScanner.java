package io.arrowgate.decode.json;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.common.Swar;
import io.arrowgate.decode.value.NonFiniteWord;

/**
 * Validates JSON values (RFC 8259) and finds their ends. Strings with escapes, very long numbers and very deep nesting are left
 * to {@link LibraryJsonReader}.
 *
 * <p>All methods take the position of a value's first byte and return the position after its last byte, or {@link #UNSURE}.
 */
final class JsonValueScanner {
    static final int UNSURE = NonFiniteWord.NONE;

    /** The library's limit. */
    private static final int MAX_NUMBER_LENGTH = 1000;

    /** Maximum recursion depth of {@link #nestedEnd}. */
    private static final int MAX_DEPTH = 32;

    private JsonValueScanner() {}

    static int valueEnd(byte[] json, int start) {
        return valueEnd(json, start, MAX_DEPTH);
    }

    /**
     * Returns whether an object or array without escapes has a number that JSON does not, such as {@code NaN}. The library puts
     * them in quotes.
     */
    static boolean hasNonFinite(byte[] json, int start, int end) {
        for (int at = start; at < end; at++) {
            byte b = json[at];
            if (b == '"') {
                at = stringEnd(json, at) - 1;
            } else if (b == 'N' || b == 'I' || b == 'i' || (b == 'n' && json[at + 1] != 'u')) {
                return true;
            }
        }
        return false;
    }

    /** Returns the end of a string, which begins with a quote. */
    static int stringEnd(byte[] json, int start) {
        int at = start + 1;
        while (at <= json.length - Long.BYTES) {
            long special = Swar.special(Swar.load(json, at));
            if (special != 0) {
                at += Swar.before(special);
                return json[at] == '"' ? at + 1 : UNSURE;
            }
            at += Long.BYTES;
        }
        while (at < json.length && (json[at] < 0 || json[at] >= ' ') && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        return at < json.length && json[at] == '"' ? at + 1 : UNSURE;
    }

    static int numberEnd(byte[] json, int start) {
        int at = json[start] == '-' ? start + 1 : start;
        int digits = at;
        at = digitsEnd(json, at);
        if (at == digits || (json[digits] == '0' && at > digits + 1)) {
            return UNSURE;
        }
        if (at < json.length && json[at] == '.') {
            digits = at + 1;
            at = digitsEnd(json, digits);
            if (at == digits) {
                return UNSURE;
            }
        }
        if (at < json.length && (json[at] | 0x20) == 'e') {
            boolean sign = at + 1 < json.length && (json[at + 1] == '+' || json[at + 1] == '-');
            digits = at + (sign ? 2 : 1);
            at = digitsEnd(json, digits);
            if (at == digits) {
                return UNSURE;
            }
        }
        return at - start > MAX_NUMBER_LENGTH ? UNSURE : at;
    }

    private static int digitsEnd(byte[] json, int start) {
        int at = start;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at;
    }

    private static int valueEnd(byte[] json, int start, int depth) {
        if (start >= json.length) {
            return UNSURE;
        }
        return switch (json[start]) {
            case '"' -> stringEnd(json, start);
            case '{', '[' -> depth == 0 ? UNSURE : nestedEnd(json, start, depth - 1);
            case 't' -> wordEnd(json, start, "true");
            case 'f' -> wordEnd(json, start, "false");
            case 'n' -> orNonFinite(wordEnd(json, start, "null"), json, start);
            default -> orNonFinite(numberEnd(json, start), json, start);
        };
    }

    /** Returns the end of a value, which may also be an unquoted NaN or infinite number: many programs write these. */
    private static int orNonFinite(int end, byte[] json, int start) {
        return end == UNSURE ? NonFiniteWord.end(json, start) : end;
    }

    private static int wordEnd(byte[] json, int start, String word) {
        if (json.length - start < word.length()) {
            return UNSURE;
        }
        for (int i = 1; i < word.length(); i++) {
            if (json[start + i] != word.charAt(i)) {
                return UNSURE;
            }
        }
        return start + word.length();
    }

    private static int nestedEnd(byte[] json, int start, int depth) {
        boolean object = json[start] == '{';
        int close = object ? '}' : ']';
        int at = ByteRanges.skipWhiteSpace(json, start + 1);
        if (at < json.length && json[at] == close) {
            return at + 1;
        }
        while (true) {
            int value = object ? afterName(json, at) : at;
            int end = value == UNSURE ? UNSURE : valueEnd(json, value, depth);
            if (end == UNSURE) {
                return UNSURE;
            }
            at = ByteRanges.skipWhiteSpace(json, end);
            if (at < json.length && json[at] == close) {
                return at + 1;
            }
            if (at == json.length || json[at] != ',') {
                return UNSURE;
            }
            at = ByteRanges.skipWhiteSpace(json, at + 1);
        }
    }

    /** Returns the start of the value that follows the name at {@code start}. */
    private static int afterName(byte[] json, int start) {
        int end = start < json.length && json[start] == '"' ? stringEnd(json, start) : UNSURE;
        return end == UNSURE ? UNSURE : afterColon(json, end);
    }

    /** Returns the start of the value whose name ends before {@code start}. */
    static int afterColon(byte[] json, int start) {
        int at = ByteRanges.skipWhiteSpace(json, start);
        return at < json.length && json[at] == ':' ? ByteRanges.skipWhiteSpace(json, at + 1) : UNSURE;
    }
}
