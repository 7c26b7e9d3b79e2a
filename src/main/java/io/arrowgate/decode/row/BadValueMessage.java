package io.arrowgate.decode.row;

import io.arrowgate.common.ByteRanges;
import io.arrowgate.decode.value.NonFiniteWord;
import io.arrowgate.decode.value.TemporalFormatMatcher;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Describes a value that is not one of its column's type: where it is, an excerpt, the expected form and the fix. */
final class BadValueMessage {
    /** The parsers reject longer numbers. */
    private static final int MAX_NUMBER_LENGTH = 1_000;

    private static final Pattern NUMBER =
            Pattern.compile("([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))(?:[eE]([+-]?)([0-9]+))?");

    private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0[xX][0-9a-fA-F]+");
    private static final Pattern COMMAS = Pattern.compile("[+-]?[0-9]+(,[0-9]+)+(\\.[0-9]+)?");
    private static final Pattern NUMBER_AND_TEXT = Pattern.compile("[+-]?[0-9][0-9.]*[^0-9.,][^0-9]*");

    /** Digits of an exponent that is far out of every range, but does not overflow. */
    private static final int MAX_EXPONENT_DIGITS = 6;

    private final ColumnDefinition column;
    private final ColumnType type;
    private final ValueSyntax syntax;

    BadValueMessage(ColumnDefinition column, ValueSyntax syntax) {
        this.column = column;
        this.syntax = syntax;
        type = column.type();
    }

    /** Returns the message for a value without the blanks around it. */
    String of(byte[] bytes, int start, int end) {
        String text = ByteRanges.excerpt(bytes, start, end);
        return "%s: '%s' %s".formatted(syntax.location(column), text, problem(text, bytes, start, end));
    }

    private String problem(String text, byte[] bytes, int start, int end) {
        if (column.source().size() == 1 && text.equalsIgnoreCase(column.source().get(0))) {
            return "is the name of the field, as in a header line; remove it from the records";
        }
        return type.isNumeric() ? numberProblem(bytes, start, end) : problem(bytes, start, end);
    }

    private String numberProblem(byte[] bytes, int start, int end) {
        if (NonFiniteWord.matches(bytes, start, end)) {
            return problem("is not a finite number", setKey("non-finite", type.isFloat() ? "null or keep" : "null"));
        }
        if (end - start > MAX_NUMBER_LENGTH) {
            return "is too long for a number; " + valueFix();
        }
        BigDecimal number = number(bytes, start, end);
        if (number != null && type.isInteger() && NumberRange.hasFraction(number)) {
            return problem("has a fraction", setKey("type", "float64"));
        }
        if (number != null && !NumberRange.of(type).contains(number)) {
            String fitting = NumberRange.narrowestTypeOf(number)
                    .map(BadValueMessage::name)
                    .orElse(name(ColumnType.STRING));
            return "is out of range: %s is %s; %s".formatted(name(type), range(), setKey("type", fitting));
        }
        String form = otherForm(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        return form == null ? problem("is not a number", valueFix()) : problem(form, producerFix());
    }

    /** Describes a number in a form that is not read; null for other texts. */
    private String otherForm(String text) {
        if (HEXADECIMAL.matcher(text).matches()) {
            return "is hexadecimal";
        }
        if (COMMAS.matcher(text).matches()) {
            // The expected form names the decimal separator that a dialect has.
            return syntax.numberForm().isEmpty() ? "has a comma" : null;
        }
        return NUMBER_AND_TEXT.matcher(text).matches() ? "has text after the number" : null;
    }

    private String problem(byte[] bytes, int start, int end) {
        if (!type.isTemporal()) {
            return problem("is not a " + name(type), valueFix());
        }
        if (type == ColumnType.DATE && matchesFormat(ColumnType.DATE, bytes, start, end)) {
            return "is not from 1900-01-01 to 2299-12-31, the dates of ClickHouse; " + valueFix();
        }
        if (type == ColumnType.DATE && matchesFormat(ColumnType.TIMESTAMP, bytes, start, end)) {
            return "has a time of day; " + setKey("type", "timestamp");
        }
        boolean ambiguous = number(bytes, start, end) != null
                && column.formats().stream().anyMatch(format -> format.startsWith(ColumnDefinition.EPOCH));
        return "is not a %s in the formats %s; %s"
                .formatted(
                        name(type),
                        column.formats().stream().map(this::describe).collect(Collectors.joining(" or ")),
                        ambiguous
                                ? setKey("formats", "the unit of its numbers, such as [epoch-ms] or [epoch-d]")
                                : "add its format to formats of column " + column.name());
    }

    private boolean matchesFormat(ColumnType type, byte[] bytes, int start, int end) {
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        return column.formats().stream().anyMatch(format -> new TemporalFormatMatcher(format, type).matches(text));
    }

    private String problem(String problem, String fix) {
        return "%s: %s is %s; %s".formatted(problem, name(type), expectedForm(), fix);
    }

    private String setKey(String key, String value) {
        return "set %s of column %s to %s".formatted(key, column.name(), value);
    }

    private String valueFix() {
        return column.required()
                ? producerFix()
                : "add it to null-values of column %s if it means no value, or set on-bad-value to null"
                        .formatted(column.name());
    }

    private String producerFix() {
        return "correct the producer, or set type of column %s to string".formatted(column.name());
    }

    private String expectedForm() {
        if (type == ColumnType.BOOLEAN) {
            return "true or false, 1 or 0, on or off, yes or no, t or f, y or n, in any case";
        }
        return (type.isInteger() ? range() : "a number such as 1234.5") + syntax.numberForm();
    }

    private String range() {
        NumberRange range = NumberRange.of(type);
        return "%s from %s to %s".formatted(type.isInteger() ? "a whole number" : "a number", range.min(), range.max());
    }

    private String describe(String format) {
        return switch (format) {
            case ColumnDefinition.ISO_8601 ->
                type == ColumnType.DATE ? "iso-8601 (2024-05-13)" : "iso-8601 (2024-05-13T08:30:00Z)";
            case ColumnDefinition.EPOCH -> "epoch (a number from 100000000)";
            default -> format;
        };
    }

    /** Returns the number, with a limited exponent; null if it is not a number. */
    private BigDecimal number(byte[] bytes, int start, int end) {
        if (end - start > MAX_NUMBER_LENGTH) {
            return null;
        }
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        Matcher parts = NUMBER.matcher(syntax.plainNumber(text));
        if (!parts.matches()) {
            return null;
        }
        BigDecimal mantissa = new BigDecimal(parts.group(1));
        if (parts.group(3) == null) {
            return mantissa;
        }
        String digits = parts.group(3).replaceFirst("^0+(?=.)", "");
        int exponent =
                Integer.parseInt(digits.length() > MAX_EXPONENT_DIGITS ? "9".repeat(MAX_EXPONENT_DIGITS) : digits);
        return mantissa.scaleByPowerOfTen(parts.group(2).equals("-") ? -exponent : exponent);
    }

    private static String name(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
