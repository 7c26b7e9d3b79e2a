package io.arrowgate.tools.infer;

import io.arrowgate.decode.value.TemporalFormatMatcher;
import io.arrowgate.stream.column.ColumnType;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Describes an interpretation of texts as values.
 *
 * @param type of the values
 * @param format of times or dates; null for other types
 * @param fits whether a text is such a value
 */
record ValueInterpretation(ColumnType type, String format, Predicate<String> fits) {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9]\\d{0,19})");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    /** A number with leading zeros is text, such as a postcode. */
    private static final Pattern PADDED = Pattern.compile("[-+]?0\\d+.*");

    /** All interpretations, of each kind the narrowest first. */
    static final List<ValueInterpretation> ALL = Stream.of(
                    Stream.of(
                            new ValueInterpretation(ColumnType.BOOLEAN, null, text -> text.matches("(?i)true|false")),
                            new ValueInterpretation(ColumnType.INT32, null, text -> isInteger(text, Integer.SIZE)),
                            new ValueInterpretation(ColumnType.INT64, null, text -> isInteger(text, Long.SIZE)),
                            new ValueInterpretation(ColumnType.UINT64, null, ValueInterpretation::isUnsigned),
                            new ValueInterpretation(ColumnType.FLOAT64, null, ValueInterpretation::isNumber)),
                    TemporalFormatCandidates.dates().map(format -> temporal(ColumnType.DATE, format)),
                    TemporalFormatCandidates.times().map(format -> temporal(ColumnType.TIMESTAMP, format)))
            .flatMap(interpretations -> interpretations)
            .toList();

    boolean isNumeric() {
        return format == null;
    }

    private static ValueInterpretation temporal(ColumnType type, String format) {
        TemporalFormatMatcher matcher = new TemporalFormatMatcher(format, type);
        return new ValueInterpretation(type, format, matcher::matches);
    }

    private static boolean isInteger(String text, int bits) {
        if (!INTEGER.matcher(text).matches()) {
            return false;
        }
        try {
            long value = Long.parseLong(text);
            return bits == Long.SIZE || value == (int) value;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isUnsigned(String text) {
        if (!INTEGER.matcher(text).matches() || text.startsWith("-")) {
            return false;
        }
        try {
            Long.parseUnsignedLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Returns whether a text is a finite number. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches()
                && !(PADDED.matcher(text).matches() && !text.contains("."))
                && Double.isFinite(Double.parseDouble(text));
    }
}
