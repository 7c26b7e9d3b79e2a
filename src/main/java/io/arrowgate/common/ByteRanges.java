package io.arrowgate.common;

import java.nio.charset.StandardCharsets;

/** Scans, compares and trims byte ranges for the hot path. */
public final class ByteRanges {
    private static final int EXCERPT_BYTES = 40;

    private ByteRanges() {}

    /** Returns true for a space or a tab: the blanks around values within one line. */
    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Returns true for JSON white space: blanks and line breaks. */
    static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** Returns the position of the first byte that is not white space, or the end. */
    public static int skipWhiteSpace(byte[] bytes, int start) {
        int at = start;
        while (at < bytes.length && isWhiteSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    public static int trimStart(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    public static int trimEnd(byte[] bytes, int start, int end) {
        int at = end;
        while (at > start && isBlank(bytes[at - 1])) {
            at--;
        }
        return at;
    }

    /** Compares two ranges of the same length; faster than the library for ranges of about a dozen bytes. */
    public static boolean equal(byte[] one, int oneStart, byte[] other, int otherStart, int length) {
        int last = length - Long.BYTES;
        if (last < 0) {
            long difference = Swar.loadOrZero(one, oneStart) ^ Swar.loadOrZero(other, otherStart);
            return Swar.first(difference, length) == 0;
        }
        // Compares the last eight bytes first, because names mostly differ at their ends. The last load overlaps the
        // one
        // before, which avoids a loop over single bytes.
        if (Swar.load(one, oneStart + last) != Swar.load(other, otherStart + last)) {
            return false;
        }
        for (int at = 0; at < last; at += Long.BYTES) {
            if (Swar.load(one, oneStart + at) != Swar.load(other, otherStart + at)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the position of the first byte that is special in a JSON string or not ASCII, or the end. */
    public static int plainEnd(byte[] bytes, int start) {
        int at = start;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long marks = Swar.notPlain(Swar.load(bytes, at));
            if (marks != 0) {
                return at + Swar.before(marks);
            }
        }
        while (at < bytes.length && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** Returns the position of the first byte that may end a name in line protocol, or the end; see {@link Swar#delimiters}. */
    public static int delimiter(byte[] bytes, int start) {
        int at = start;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long marks = Swar.delimiters(Swar.load(bytes, at));
            if (marks != 0) {
                return at + Swar.before(marks);
            }
        }
        while (at < bytes.length && !isDelimiter(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isDelimiter(byte b) {
        return b == ',' || b == '=' || b == '\\' || (b >= 0 && b <= ' ');
    }

    /** Returns the beginning of the range for an error message, without control characters. */
    public static String excerpt(byte[] bytes, int start, int end) {
        boolean cut = end - start > EXCERPT_BYTES;
        int length = cut ? EXCERPT_BYTES : end - start;
        String text = new String(bytes, start, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        return cut ? text + "..." : text;
    }
}
