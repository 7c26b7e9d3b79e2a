package io.arrowgate.tools.infer;

import io.arrowgate.decode.value.TemporalFormatMatcher;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the formats of dates and times that are tried on a sample. Formats of fixed width, which decode faster, are first. */
final class TemporalFormatCandidates {
    private static final List<String> FIXED_DATES = List.of(
            "MM/dd/yyyy",
            "dd/MM/yyyy",
            "dd.MM.yyyy",
            "MM-dd-yyyy",
            "dd-MM-yyyy",
            "yyyy/MM/dd",
            "yyyyMMdd",
            "MM/dd/yy",
            "dd/MM/yy",
            "dd.MM.yy");
    private static final List<String> OTHER_DATES =
            List.of("M/d/yyyy", "d/M/yyyy", "d.M.yyyy", "d MMM yyyy", "d-MMM-yyyy", "MMM d yyyy", "MMM d, yyyy");
    private static final List<String> CLOCKS = List.of(
            "HH:mm:ss",
            "HH:mm",
            "HH:mm:ss.SSS",
            "HH:mm:ss.SSSSSS",
            "HH.mm.ss",
            "H:mm:ss",
            "H:mm",
            "h:mm:ss a",
            "h:mm a");
    private static final List<String> WHOLE = List.of(
            "yyyyMMddHHmmss",
            "yyyyMMddHHmm",
            "yyMMddHHmmss",
            "yyyyMMddHH",
            "EEE, d MMM yyyy HH:mm:ss z",
            "EEE MMM d HH:mm:ss yyyy",
            "EEE MMM d HH:mm:ss z yyyy");

    private static final Map<String, TemporalFormatMatcher> CLOCK_MATCHERS = CLOCKS.stream()
            .collect(Collectors.toMap(
                    clock -> clock,
                    clock -> new TemporalFormatMatcher("yyyy-MM-dd " + clock, ColumnType.TIMESTAMP),
                    (one, other) -> one,
                    LinkedHashMap::new));
    private static final TemporalFormatMatcher ISO =
            new TemporalFormatMatcher(ColumnDefinition.ISO_8601, ColumnType.TIMESTAMP);

    private TemporalFormatCandidates() {}

    /** Returns the formats of dates. */
    static Stream<String> dates() {
        return Stream.concat(
                Stream.concat(FIXED_DATES.stream(), OTHER_DATES.stream()), Stream.of(ColumnDefinition.ISO_8601));
    }

    /** Returns the formats of dates with a time of day. */
    static Stream<String> times() {
        Stream<String> joined = Stream.concat(FIXED_DATES.stream(), OTHER_DATES.stream())
                .flatMap(date -> CLOCKS.stream().map(clock -> date + " " + clock));
        return Stream.concat(Stream.concat(joined, WHOLE.stream()), Stream.of(ColumnDefinition.ISO_8601));
    }

    /** Returns the formats of a time of day that fit a text; {@code iso-8601} for a time that fits after an ISO date. */
    static List<String> clocksOf(String text) {
        if (!text.matches("\\d{1,2}[:.]\\d\\d.*")) {
            return List.of();
        }
        Stream<String> iso = ISO.matches("2024-05-13 " + text) ? Stream.of(ColumnDefinition.ISO_8601) : Stream.of();
        Stream<String> patterns = CLOCK_MATCHERS.entrySet().stream()
                .filter(clock -> clock.getValue().matches("2024-05-13 " + text))
                .map(Map.Entry::getKey);
        return Stream.concat(iso, patterns).toList();
    }

    /** Returns the formats of a date and a time of day that are joined by a blank. */
    static List<String> joined(List<String> dates, List<String> clocks) {
        return dates.stream()
                .flatMap(date -> clocks.stream().map(clock -> joined(date, clock)))
                .filter(format -> !format.isEmpty())
                .toList();
    }

    /** Returns the format of both; empty for an ISO time after another date, for which the pattern of the time is used. */
    private static String joined(String date, String clock) {
        boolean isoDate = date.equals(ColumnDefinition.ISO_8601);
        if (clock.equals(ColumnDefinition.ISO_8601)) {
            return isoDate ? ColumnDefinition.ISO_8601 : "";
        }
        return (isoDate ? "yyyy-MM-dd" : date) + " " + clock;
    }

    /**
     * Returns the formats without those that read the same as an earlier one: {@code M/d} after {@code MM/dd}, and ISO 8601 after
     * a pattern.
     */
    static List<String> distinct(List<String> formats) {
        return formats.stream()
                .filter(format -> formats.indexOf(ColumnDefinition.ISO_8601) == 0
                        ? format.equals(ColumnDefinition.ISO_8601)
                        : !format.equals(ColumnDefinition.ISO_8601))
                .collect(Collectors.toMap(
                        format -> format.replaceAll("(.)\\1+", "$1"),
                        format -> format,
                        (one, other) -> one,
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }
}
