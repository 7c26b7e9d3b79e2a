package io.arrowgate.decode.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Replaces the characters that spreadsheets, browsers and locale-aware programs write in numbers and times by plain ones: the minus
 * sign (U+2212) and hyphens, non-breaking and other blanks, invisible format characters, and the zero bytes that fill a buffer.
 */
final class TypographyFolding {
    /** Longer texts are neither numbers nor times. */
    private static final int MAX_LENGTH = 1_000;

    private TypographyFolding() {}

    /** Returns the replaced text, without blanks and line breaks around it; null if nothing is to be replaced. */
    static byte[] fold(byte[] bytes, int start, int end) {
        if (end - start > MAX_LENGTH || isPlain(bytes, start, end)) {
            return null;
        }
        StringBuilder folded = new StringBuilder();
        new String(bytes, start, end - start, UTF_8)
                .codePoints()
                .filter(c -> c != 0 && Character.getType(c) != Character.FORMAT)
                .map(TypographyFolding::plain)
                .forEach(folded::appendCodePoint);
        byte[] plain = folded.toString().strip().getBytes(UTF_8);
        return Arrays.equals(plain, 0, plain.length, bytes, start, end) ? null : plain;
    }

    /** Returns whether the text is ASCII without control characters, as the usual null values are. */
    private static boolean isPlain(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] < ' ') {
                return false;
            }
        }
        return true;
    }

    private static int plain(int c) {
        if (Character.isSpaceChar(c)) {
            return ' ';
        }
        return c == '\u2212' || c == '\u2010' || c == '\u2011' ? '-' : c;
    }
}
