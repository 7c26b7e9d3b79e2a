package io.arrowgate.decode.value;

/** Compares ranges of bytes with ASCII words, regardless of case. */
final class AsciiWords {
    private AsciiWords() {}

    /** @param word in lower case */
    static boolean equal(byte[] bytes, int start, int end, String word) {
        if (end - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (fold(bytes[start + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int fold(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }
}
