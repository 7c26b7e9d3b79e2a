package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.RecordFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Infers which fields of a sample are the event time and the series key.
 *
 * @param eventTime raw name of the event time field, or of the field with its date; null if no record has a time
 * @param clock raw name of the field with the time of day of the event time; null if the event time is a single field
 * @param seriesKey raw names of the series key fields; empty if all records are one series
 * @param whyTime reason for the choice, as text, like {@code whyKey}
 */
record KeyFieldInference(String eventTime, String clock, String whyTime, List<String> seriesKey, String whyKey) {
    private static final Pattern TIME_NAME = Pattern.compile("(?i)event.?time|timestamp|time|ts|date.?time|date");

    KeyFieldInference {
        seriesKey = List.copyOf(seriesKey);
    }

    static KeyFieldInference of(RecordSample recordSample) {
        boolean points = recordSample.format() == RecordFormat.INFLUX;
        FieldProfile time = points ? null : eventTime(recordSample);
        String whyTime =
                points ? "The timestamp of the lines." : "A time in every record; check that it is the event time.";
        if (points) {
            SeriesKeyInference key = SeriesKeyInference.ofPoints(recordSample);
            return new KeyFieldInference(RecordFormat.TIME, null, whyTime, key.fields(), key.why());
        }
        if (time == null) {
            SeriesKeyInference key = SeriesKeyInference.ofRecords(recordSample, Set.of());
            return new KeyFieldInference(
                    null,
                    null,
                    "No field%s has a time in every record: the timestamp of the Kafka record. A time of several fields is written by hand."
                            .formatted(recordSample.describeSeparator()),
                    key.fields(),
                    key.why());
        }
        String clock = time.type() == ColumnType.DATE ? clock(recordSample) : null;
        SeriesKeyInference key = SeriesKeyInference.ofRecords(
                recordSample, clock == null ? Set.of(time.name()) : Set.of(time.name(), clock));
        return new KeyFieldInference(
                time.name(),
                clock,
                clock == null ? whyTime : "A date and a time in every record; check that they are the event time.",
                key.fields(),
                key.why());
    }

    /** Returns the field with the event time, or null. */
    private static FieldProfile eventTime(RecordSample recordSample) {
        List<FieldProfile> times = whole(recordSample)
                .filter(field -> field.type() == ColumnType.TIMESTAMP)
                .toList();
        if (times.isEmpty()) {
            times = whole(recordSample)
                    .filter(field -> field.type() == ColumnType.DATE)
                    .toList();
        }
        List<FieldProfile> found = recordSample.each() == null ? times : mostVarious(times);
        return found.stream()
                .filter(field -> TIME_NAME.matcher(field.name().strip()).matches())
                .findFirst()
                .or(() -> found.stream().findFirst())
                .orElse(null);
    }

    /** Returns the fields with most distinct values: those of an element rather than of the record around it. */
    private static List<FieldProfile> mostVarious(List<FieldProfile> fields) {
        int most = fields.stream().mapToInt(FieldProfile::distinct).max().orElse(0);
        return fields.stream().filter(field -> field.distinct() == most).toList();
    }

    /** Returns the field with a time of day, or null. */
    private static String clock(RecordSample recordSample) {
        return whole(recordSample)
                .filter(field -> !field.clocks().isEmpty())
                .map(FieldProfile::name)
                .findFirst()
                .orElse(null);
    }

    private static Stream<FieldProfile> whole(RecordSample recordSample) {
        return recordSample.fields().values().stream().filter(field -> field.count() == recordSample.rows());
    }
}
