package io.arrowgate.decode.value;

/**
 * Recognizes the words for NaN and infinite numbers: {@code NaN}, {@code inf}, {@code Infinity} and {@code nan(ind)}, which Microsoft's
 * C library writes; in any case, with or without a sign.
 */
public final class NonFiniteWord {
    /** Returned if the bytes are not such a word. */
    public static final int NONE = -1;

    /** Of words that begin with another one, the longer comes first. */
    private static final String[] WORDS = {"infinity", "inf", "nan(ind)", "nan(snan)", "nan"};

    private NonFiniteWord() {}

    /** Returns the position after the word at {@code start}, or {@link #NONE}. A letter or a digit must not follow. */
    public static int end(byte[] bytes, int start) {
        int first = start < bytes.length && isSign(bytes[start]) ? start + 1 : start;
        for (String word : WORDS) {
            int end = first + word.length();
            if (end <= bytes.length && AsciiWords.equal(bytes, first, end, word)) {
                return end < bytes.length && Character.isLetterOrDigit(bytes[end]) ? NONE : end;
            }
        }
        return NONE;
    }

    /** Returns true if the whole range is such a word. */
    public static boolean matches(byte[] bytes, int start, int end) {
        return start < end && end(bytes, start) == end;
    }

    /** Returns the number of a range that {@link #matches}. */
    public static double value(byte[] bytes, int start) {
        byte letter = bytes[isSign(bytes[start]) ? start + 1 : start];
        if ((letter | 0x20) == 'n') {
            return Double.NaN;
        }
        return bytes[start] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static boolean isSign(byte b) {
        return b == '-' || b == '+';
    }
}
