package io.arrowgate.decode.value;

/** Parses booleans in their usual spellings, regardless of case. */
final class BooleanParser implements ValueParser {
    private static final String[] TRUE = {"true", "1", "on", "yes", "t", "y"};
    private static final String[] FALSE = {"false", "0", "off", "no", "f", "n"};

    @Override
    public boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column) {
        boolean yes = isOneOf(TRUE, bytes, start, end);
        if (!yes && !isOneOf(FALSE, bytes, start, end)) {
            return false;
        }
        row.setBits(column, yes ? 1 : 0);
        return true;
    }

    private static boolean isOneOf(String[] words, byte[] bytes, int start, int end) {
        for (String word : words) {
            if (AsciiWords.equal(bytes, start, end, word)) {
                return true;
            }
        }
        return false;
    }
}
