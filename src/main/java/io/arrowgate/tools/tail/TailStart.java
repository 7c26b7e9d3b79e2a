package io.arrowgate.tools.tail;

/**
 * Describes where a tail begins.
 *
 * @param newest number of records before the current end; {@link #ALL} for all
 */
public record TailStart(long newest) {
    private static final long ALL = Long.MAX_VALUE;

    /**
     * Parses {@code beginning}, {@code end}, or the number of newest records, such as {@code -10}.
     *
     * @throws IllegalArgumentException naming the text and the remedy
     */
    public static TailStart parse(String text) {
        if (text.equals("beginning")) {
            return new TailStart(ALL);
        }
        if (text.equals("end")) {
            return new TailStart(0);
        }
        if (text.matches("-[1-9]\\d{0,8}")) {
            return new TailStart(Long.parseLong(text.substring(1)));
        }
        throw new IllegalArgumentException(
                "'%s' is not a start; give beginning, end, or for example -10 for the newest ten records"
                        .formatted(text));
    }

    boolean isBeginning() {
        return newest == ALL;
    }
}
