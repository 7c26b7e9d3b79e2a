package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.CsvDialect;
import io.arrowgate.stream.column.RecordFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Describes a CSV file of readings: its dialect, and the columns of time, value and series.
 *
 * @param columns names by position
 * @param time columns whose texts, joined by one space, are the time
 * @param timeFormats of the time, as in a column definition
 * @param otherFormats further formats that fit all times
 * @param value column of the value
 * @param series column whose values divide the file into series; null if the file is one series
 * @param guessed whether a column was found by its values, or by a less usual name
 */
public record ReadingFileFormat(
        CsvDialect dialect,
        boolean hasHeader,
        List<String> columns,
        List<String> time,
        List<String> timeFormats,
        List<String> otherFormats,
        String value,
        String series,
        boolean guessed) {
    private static final String TIME = "timestamp";
    private static final String VALUE = "value";
    private static final String SERIES = "series";

    /** Used if no format fits all times, so that the row that does not fit is reported. */
    private static final List<String> DEFAULT_FORMATS = List.of(ColumnDefinition.ISO_8601, ColumnDefinition.EPOCH);

    /** Number of rows that formats are inferred from. */
    private static final int SAMPLED_ROWS = 100_000;

    public ReadingFileFormat {
        columns = List.copyOf(columns);
        time = List.copyOf(time);
        timeFormats = List.copyOf(timeFormats);
        otherFormats = List.copyOf(otherFormats);
    }

    /**
     * Infers the format of a file. A column of times or numbers that is not given is the one with the most usual name, or else the
     * only one. Without a column that is named like the id of a device, and has several values, the file is one series.
     *
     * @param timeColumn null to find it, like the others
     * @throws IllegalArgumentException if a column does not exist, or several or none can be the column to find
     */
    public static ReadingFileFormat infer(Path file, String timeColumn, String valueColumn, String seriesColumn)
            throws IOException {
        RecordSample sample = RecordSample.read(file, RecordFormat.CSV, SAMPLED_ROWS);
        String namedTime = named(sample, timeColumn, TIME);
        String namedValue = named(sample, valueColumn, VALUE);
        String namedSeries = named(sample, seriesColumn, SERIES);
        FieldProfile time =
                namedTime == null ? findTime(sample) : sample.fields().get(namedTime);
        FieldProfile clock = namedTime == null && time.type() == ColumnType.DATE ? findClock(sample) : null;
        List<String> timeColumns = clock == null ? List.of(time.name()) : List.of(time.name(), clock.name());
        List<String> formats = formats(time, clock);
        Set<String> others = new HashSet<>(timeColumns);
        others.add(namedSeries);
        String value = namedValue == null ? findValue(sample, others) : namedValue;
        others.add(value);
        String series = namedSeries == null ? findSeries(sample, others) : namedSeries;
        return new ReadingFileFormat(
                sample.dialect(),
                sample.hasNames(),
                sample.csvColumns(),
                timeColumns,
                formats.isEmpty() ? DEFAULT_FORMATS : formats.subList(0, 1),
                formats.stream().skip(1).toList(),
                value,
                series,
                namedTime == null || namedValue == null || !Objects.equals(series, namedSeries));
    }

    /** Returns the given column, or the one with the usual name; null if it is to be found. */
    private static String named(RecordSample sample, String given, String usual) {
        if (given == null) {
            return sample.fields().keySet().stream()
                    .filter(usual::equalsIgnoreCase)
                    .findFirst()
                    .orElse(null);
        }
        if (!sample.fields().containsKey(given)) {
            throw new IllegalArgumentException("no column '%s'; %s".formatted(given, describeColumns(sample)));
        }
        return given;
    }

    private static FieldProfile findTime(RecordSample sample) {
        List<FieldProfile> times = find(sample, field -> field.type() == ColumnType.TIMESTAMP);
        if (times.isEmpty()) {
            times = find(sample, field -> field.type() == ColumnType.DATE);
        }
        return only(times, List.of(KeyFieldInference::isNamedTime), "times", "--time-column", sample);
    }

    private static FieldProfile findClock(RecordSample sample) {
        List<FieldProfile> clocks = find(sample, field -> !field.clocks().isEmpty());
        return clocks.isEmpty() ? null : clocks.get(0);
    }

    private static String findValue(RecordSample sample, Set<String> others) {
        List<FieldProfile> numbers = find(sample, field -> field.type().isNumeric() && !others.contains(field.name()));
        return only(
                        numbers,
                        List.of(RuleFieldInference::isMeasurement, RuleFieldInference::isPlain),
                        "numbers",
                        "--value-column",
                        sample)
                .name();
    }

    /** Returns the column with the ids of several devices; null if there is none. */
    private static String findSeries(RecordSample sample, Set<String> others) {
        return SeriesKeyInference.ofRecords(sample, others).fields().stream()
                .filter(name -> sample.fields().get(name).distinct() > 1)
                .filter(name -> new FieldWords(name).isDeviceId() || new FieldWords(name).isPlace())
                .findFirst()
                .orElse(null);
    }

    private static List<FieldProfile> find(RecordSample sample, Predicate<FieldProfile> wanted) {
        return sample.fields().values().stream()
                .filter(field -> field.count() > 0)
                .filter(wanted)
                .toList();
    }

    /**
     * Returns the only field, or the only one of the first preference that one field meets.
     *
     * @param preferences most wanted first
     */
    private static FieldProfile only(
            List<FieldProfile> found,
            List<Predicate<FieldProfile>> preferences,
            String content,
            String option,
            RecordSample sample) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "no column has %s; %s; name one with %s".formatted(content, describeColumns(sample), option));
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        return preferences.stream()
                .map(preference -> found.stream().filter(preference).toList())
                .filter(preferred -> preferred.size() == 1)
                .map(preferred -> preferred.get(0))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("several columns have %s: %s; name one with %s"
                        .formatted(
                                content,
                                found.stream().map(FieldProfile::name).collect(Collectors.joining(", ")),
                                option)));
    }

    private static String describeColumns(RecordSample sample) {
        return "the columns%s are %s"
                .formatted(sample.describeSeparator(), sample.fields().keySet());
    }

    /** Returns the formats that fit all times. */
    private static List<String> formats(FieldProfile time, FieldProfile clock) {
        return clock == null
                ? time.timeFormats()
                : TemporalFormatCandidates.distinct(TemporalFormatCandidates.joined(time.formats(), clock.clocks()));
    }

    /** Returns whether the user should check columns or time format. */
    public boolean isUncertain() {
        return guessed || !otherFormats.isEmpty();
    }

    /** Describes the columns in a line. */
    public String describe() {
        return "time column %s (%s%s), value column '%s'%s"
                .formatted(
                        time.stream().map("'%s'"::formatted).collect(Collectors.joining(" and ")),
                        String.join(" or ", timeFormats),
                        otherFormats.isEmpty() ? "" : ", not " + String.join(" or ", otherFormats),
                        value,
                        series == null ? "" : ", series column '%s'".formatted(series));
    }
}
