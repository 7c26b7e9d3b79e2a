package io.arrowgate.decode.value;

/** Parses booleans in their usual spellings, regardless of case, and numbers that equal 1 or 0. */
final class BooleanParser implements ValueParser {
    private static final String[] TRUE = {"1", "on", "yes", "t", "y"};
    private static final String[] FALSE = {"0", "off", "no", "f", "n"};

    private final IntegerParser numbers = IntegerParser.signed(Integer.SIZE);

    @Override
    public boolean parse(byte[] bytes, int start, int end, RowBuffer row, int column) {
        // The usual words come first, because the hot path has them.
        if (AsciiWords.equal(bytes, start, end, "true")) {
            row.setBits(column, 1);
        } else if (AsciiWords.equal(bytes, start, end, "false")) {
            row.setBits(column, 0);
        } else if (isOneOf(TRUE, bytes, start, end)) {
            row.setBits(column, 1);
        } else if (isOneOf(FALSE, bytes, start, end)) {
            row.setBits(column, 0);
        } else {
            return parseNumber(bytes, start, end, row, column);
        }
        return true;
    }

    private boolean parseNumber(byte[] bytes, int start, int end, RowBuffer row, int column) {
        return numbers.parse(bytes, start, end, row, column) && (row.bits(column) == 0 || row.bits(column) == 1);
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
