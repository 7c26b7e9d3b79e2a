package io.arrowgate.tools.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.decode.value.NonFiniteWord;
import io.arrowgate.decode.value.TemporalFormatMatcher;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.NullPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Profiles the values of one raw field: possible types and formats, range, distinct values. */
final class FieldProfile {
    /** Limit of the count of distinct values. */
    static final int MAX_DISTINCT = 100_000;

    /** The times of a field without a name are later. */
    private static final Instant UNNAMED_FROM = Instant.parse("2010-01-01T00:00:00Z");

    /** Clocks may be ahead by so much. */
    private static final Duration SKEW = Duration.ofDays(7);

    /** A column of a file without a header may be anything. */
    private static final Pattern NO_NAME = Pattern.compile("column_\\d+");

    /** Also reads the seconds since 1970 of the years 2030 to 2039. */
    private static final String DIGITS_TO_THE_HOUR = "yyyyMMddHH";

    /** Null values besides those that are null by default. */
    private static final Set<String> MISSING_WORDS = Set.of(
            "mq",
            "n.a.",
            "n.d.",
            "nd",
            "n/d",
            "m",
            "missing",
            "unknown",
            "unavailable",
            "not available",
            "undefined",
            "nodata",
            "no data",
            "nil",
            "err",
            "error",
            "invalid",
            "fail",
            "failed",
            "---",
            "--",
            "***",
            "//",
            "///",
            "?",
            ".");

    /** The interpretations that fit all values, the narrowest first. */
    private final List<ValueInterpretation> open = new ArrayList<>(ValueInterpretation.ALL);

    private final String name;
    private final Set<String> distinct = new HashSet<>();
    /** Values that are null unless the column is text. */
    private final Set<String> nullValues = new LinkedHashSet<>();

    private int nullCount;
    /** The formats of a time of day that fit all values; null before the first. */
    private List<String> clocks;

    private int count;
    private boolean tag;
    private boolean json;
    /** Whether a string of a format that distinguishes strings from numbers is among the values. */
    private boolean quoted;

    private boolean fraction;
    private boolean signed;
    private boolean unsigned;
    private boolean counter;
    private final boolean hasTimeName;
    /** Whether zeros may precede a number, as in registers of a fixed width. */
    private final boolean isPadded;

    private final MissingValueMarkers markers;
    private String first;

    FieldProfile(String name) {
        this.name = name;
        FieldWords words = new FieldWords(name);
        isPadded = words.isRegister();
        hasTimeName = new FieldWords(lastName()).isTime();
        markers = new MissingValueMarkers(!words.isCount() && !isPadded && !words.isNoDevice() && !words.isDeviceId());
    }

    /** @param plain whether the text may be a number or a boolean; false for strings of formats that distinguish them */
    void add(String written, boolean plain) {
        if (written.isEmpty()) {
            return;
        }
        if (isNullByDefault(written) || MISSING_WORDS.contains(written.strip().toLowerCase(Locale.ROOT))) {
            nullValues.add(written);
            nullCount++;
            return;
        }
        String text = isPadded ? written.replaceFirst("^0+(?=\\d)", "") : written;
        first = first == null ? text : first;
        count++;
        if (distinct.size() < MAX_DISTINCT) {
            distinct.add(written);
        }
        quoted |= !plain;
        fraction |= text.indexOf('.') >= 0;
        open.removeIf(interpretation -> (interpretation.type() == ColumnType.BOOLEAN && !plain)
                || !interpretation.fits().test(text));
        if (!hasTimeName() && text.matches("\\d+")) {
            // Digits such as 20240513 are more often a number than a date.
            open.removeIf(interpretation -> !interpretation.isNumeric());
        }
        if (clocks == null) {
            clocks = new ArrayList<>(TemporalFormatCandidates.clocksOf(text));
        } else if (!clocks.isEmpty()) {
            clocks.retainAll(TemporalFormatCandidates.clocksOf(text));
        }
        if (ValueInterpretation.isNumber(text)) {
            markers.add(Double.parseDouble(text));
        }
    }

    /** Returns whether a column that is not text reads the value as null by default. */
    static boolean isNullByDefault(String text) {
        byte[] bytes = text.strip().getBytes(UTF_8);
        return NullPolicy.DEFAULT_NULL_VALUES.stream().anyMatch(text.strip()::equalsIgnoreCase)
                || NonFiniteWord.matches(bytes, 0, bytes.length);
    }

    /** Adds the value of a field that is JSON as a whole. */
    void addJson(boolean isNull) {
        json = true;
        count += isNull ? 0 : 1;
    }

    /** Adds the value of a tag, which is always text. */
    void addTag(String text) {
        tag = true;
        add(text, false);
    }

    /** Records that the format, not only the text, makes a value an integer. */
    void addInteger(String text, boolean isUnsigned) {
        unsigned |= isUnsigned;
        signed |= !isUnsigned;
        add(text, true);
    }

    String name() {
        return name;
    }

    /** Returns the narrowest type that fits all values. */
    ColumnType type() {
        if (json) {
            return ColumnType.JSON;
        }
        if (unit() != null) {
            return ColumnType.TIMESTAMP;
        }
        if (count == 0 || tag) {
            return ColumnType.STRING;
        }
        return open.stream()
                .filter(interpretation -> hasTimeName() && !interpretation.isNumeric())
                .findFirst()
                .or(() -> open.stream()
                        .filter(interpretation -> !interpretation.isNumeric() || !quoted || isQuotedNumber())
                        .findFirst())
                .map(ValueInterpretation::type)
                .orElse(ColumnType.STRING);
    }

    /** Returns whether numbers in quotes are numbers rather than ids, codes or versions: by their fractions, or by the name. */
    private boolean isQuotedNumber() {
        FieldWords words = new FieldWords(lastName());
        return (fraction || words.isQuantity()) && !words.isNoDevice() && !words.isDeviceId() && !words.isPlace();
    }

    /** Returns whether the name, or the last one of a path, is usual for a time. */
    private boolean hasTimeName() {
        return !counter && hasTimeName;
    }

    private String lastName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Returns the formats of a time of day that fit all values; empty if the values are not times of day. */
    List<String> clocks() {
        return clocks == null || tag ? List.of() : clocks;
    }

    /** Returns the formats that fit all times or dates; several if ambiguous, empty for other types. */
    List<String> formats() {
        if (unit() != null) {
            return List.of(unit());
        }
        ColumnType type = type();
        return TemporalFormatCandidates.distinct(open.stream()
                .filter(interpretation -> interpretation.type() == type && !interpretation.isNumeric())
                .map(ValueInterpretation::format)
                .toList());
    }

    /** Returns the formats of the values of a field that is known to be a time; empty if no format fits all of them. */
    List<String> timeFormats() {
        if (count == 0) {
            return List.of();
        }
        String unit = epochUnit();
        return unit == null ? formats() : List.of(unit);
    }

    /** Returns the epoch unit of numbers that are times, by magnitude and field name, or null. */
    private String unit() {
        if (hasTimeName()) {
            return epochUnit();
        }
        Instant start = NO_NAME.matcher(name).matches() ? epochTime(epochUnit()) : null;
        return start != null
                        && start.isAfter(UNNAMED_FROM)
                        && start.isBefore(Instant.now().plus(SKEW))
                ? epochUnit()
                : null;
    }

    private String epochUnit() {
        boolean numbers =
                !open.isEmpty() && open.get(0).isNumeric() && open.get(0).type() != ColumnType.BOOLEAN;
        if (!numbers || tag) {
            return null;
        }
        double least = least();
        double greatest = greatest();
        if (least > Instant.now().plus(SKEW).getEpochSecond()
                && open.stream().anyMatch(interpretation -> DIGITS_TO_THE_HOUR.equals(interpretation.format()))) {
            return null;
        }
        return ColumnDefinition.EPOCH_UNITS.entrySet().stream()
                // The years 2000 to 2100 have distinct ranges in all units.
                .filter(unit ->
                        least >= 946_684_800.0 * unit.getValue() && greatest < 4_102_444_800.0 * unit.getValue())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    boolean isText() {
        return type() == ColumnType.STRING;
    }

    boolean isTag() {
        return tag;
    }

    /** Returns whether the format makes values integers with a sign. */
    boolean isSigned() {
        return signed;
    }

    /** Returns whether the format makes all integers unsigned. */
    boolean isUnsigned() {
        return unsigned && !signed;
    }

    /** Returns the number of values that are not null. */
    int count() {
        return isText() ? count + nullCount : count;
    }

    int distinct() {
        return isText() ? distinct.size() + nullValues.size() : distinct.size();
    }

    /** Returns the distinct values that are not null, up to a limit. */
    Set<String> values() {
        return distinct;
    }

    /** Returns the texts that would mean null in a column that is not text. */
    Set<String> nullTexts() {
        return nullValues;
    }

    /** Returns the texts that mean null, in the order of the file. */
    Set<String> nullValues() {
        return isText() ? Set.of() : nullValues;
    }

    /** Returns the first time of a timestamp or date field; null if it has another format than most. */
    Instant firstTime() {
        if (unit() != null) {
            return epochTime(unit());
        }
        return new TemporalFormatMatcher(formats().get(0), ColumnType.TIMESTAMP).read(first);
    }

    private Instant epochTime(String unit) {
        return unit == null
                ? null
                : Instant.ofEpochSecond((long) (Double.parseDouble(first) / ColumnDefinition.EPOCH_UNITS.get(unit)));
    }

    /** Makes the numbers of a field that is named like a time, but is not the time, numbers. */
    void readAsCounter() {
        counter = true;
    }

    /** Returns whether the numbers are a counter in spite of the name. */
    boolean isCounter() {
        return counter;
    }

    /** Returns whether numbers that are named like a time may be days since 1900, the years 1954 to 2119. */
    boolean isSpreadsheetDate() {
        return hasTimeName() && isNumber() && least() > 20_000 && greatest() < 80_000;
    }

    /** Returns whether the times are numbers. */
    boolean isEpoch() {
        return unit() != null;
    }

    /** Returns what the numbers say about markers of missing values. */
    MissingValueMarkers markerCandidates() {
        return markers;
    }

    /** Returns the numbers that mean a missing value. */
    List<Double> markers() {
        return isNumber() ? markers.certain() : List.of();
    }

    /** Returns the numbers that may mean a missing value. */
    List<Double> possibleMarkers() {
        return isNumber() ? markers.possible() : List.of();
    }

    private boolean isNumber() {
        return type().isNumeric();
    }

    /** Returns the minimum of the numeric values, without those that mean a missing value. */
    double least() {
        return markers.least();
    }

    double greatest() {
        return markers.greatest();
    }
}
