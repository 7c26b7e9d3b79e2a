package io.arrowgate.common;

import java.nio.charset.StandardCharsets;

/** Small questions about ranges of bytes that the hot path shares. */
public final class ByteRanges {
    private static final int EXCERPT_BYTES = 40;

    private ByteRanges() {}

    /** A blank is a space or a tab: what stands around values, within one line. */
    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** White space as JSON has it: blanks and line breaks. */
    static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** Position of the first byte that is no white space, or the end. */
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

    /** Whether two ranges of the same length are equal; made for a dozen bytes, where a call of the library costs more. */
    public static boolean equal(byte[] one, int oneStart, byte[] other, int otherStart, int length) {
        int last = length - Long.BYTES;
        if (last < 0) {
            long difference = Swar.loadOrZero(one, oneStart) ^ Swar.loadOrZero(other, otherStart);
            return Swar.first(difference, length) == 0;
        }
        // The last eight bytes come first: names mostly differ at their ends. They overlap those before, instead of
        // being compared one by one.
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

    /** Position of the first byte that is special in a JSON string or beyond ASCII, or the end. */
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

    /** Position of the first byte that may end a name of the line protocol, or the end; see {@link Swar#delimiters}. */
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

    /** The range for a message: its beginning, without control characters. */
    public static String excerpt(byte[] bytes, int start, int end) {
        boolean cut = end - start > EXCERPT_BYTES;
        int length = cut ? EXCERPT_BYTES : end - start;
        String text = new String(bytes, start, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        return cut ? text + "..." : text;
    }
}
