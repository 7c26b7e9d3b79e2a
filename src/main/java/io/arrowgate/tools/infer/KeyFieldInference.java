package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.RecordFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Infers which fields of a sample are the event time and the series key.
 *
 * @param eventTime raw name of the event time field, or of the field with its date
 * @param clock raw name of the field with the time of day of the event time; null if the event time is a single field
 * @param seriesKey raw names of the series key fields
 * @param whyTime reason for the choice, as text, like {@code whyKey}
 */
record KeyFieldInference(String eventTime, String clock, String whyTime, List<String> seriesKey, String whyKey) {
    private static final Pattern TIME_NAME = Pattern.compile("(?i)event.?time|timestamp|time|ts|date.?time|date");
    private static final Pattern KEY_NAME =
            Pattern.compile("(?i).*(id|identifier|key|name|device|sensor|station|host)");

    KeyFieldInference {
        seriesKey = List.copyOf(seriesKey);
    }

    static KeyFieldInference of(RecordSample recordSample) {
        boolean points = recordSample.format() == RecordFormat.INFLUX;
        FieldProfile time = points ? null : eventTime(recordSample);
        String whyTime =
                points ? "The timestamp of the lines." : "A time in every record; check that it is the event time.";
        List<String> tags = recordSample.fields().values().stream()
                .filter(field -> field.isTag() && field.count() == recordSample.rows())
                .map(FieldProfile::name)
                .toList();
        if (points) {
            boolean any = !tags.isEmpty();
            return new KeyFieldInference(
                    RecordFormat.TIME,
                    null,
                    whyTime,
                    any ? tags : List.of(RecordFormat.MEASUREMENT),
                    any ? "The tags of every line." : "No tag is in every line.");
        }
        String clock = time.type() == ColumnType.DATE ? clock(recordSample) : null;
        FieldProfile key = seriesKey(recordSample, time.name(), clock);
        return new KeyFieldInference(
                time.name(),
                clock,
                clock == null ? whyTime : "A date and a time in every record; check that they are the event time.",
                List.of(key.name()),
                "In every record, with the most distinct values (%,d); check that it identifies a device."
                        .formatted(key.distinct()));
    }

    private static FieldProfile eventTime(RecordSample recordSample) {
        List<FieldProfile> times = whole(recordSample)
                .filter(field -> field.type() == ColumnType.TIMESTAMP)
                .toList();
        if (times.isEmpty()) {
            times = whole(recordSample)
                    .filter(field -> field.type() == ColumnType.DATE)
                    .toList();
        }
        List<FieldProfile> found = times;
        return found.stream()
                .filter(field -> TIME_NAME.matcher(field.name().strip()).matches())
                .findFirst()
                .or(() -> found.stream().findFirst())
                .orElseThrow(
                        () -> new IllegalArgumentException("no field has a time in every record; the fields%s are %s."
                                        .formatted(
                                                recordSample.describeSeparator(),
                                                recordSample.fields().keySet())
                                + " Write event-time by hand: a time may be joined from several fields, and docs/streams.md has the"
                                + " formats"));
    }

    /** Returns the field with a time of day, or null. */
    private static String clock(RecordSample recordSample) {
        return whole(recordSample)
                .filter(field -> !field.clocks().isEmpty())
                .map(FieldProfile::name)
                .findFirst()
                .orElse(null);
    }

    /** Prefers repeating text with many distinct values, then integers; in a short sample any complete field. */
    private static FieldProfile seriesKey(RecordSample recordSample, String eventTime, String clock) {
        List<FieldProfile> candidates = whole(recordSample)
                .filter(field ->
                        !field.name().equals(eventTime) && !field.name().equals(clock))
                .filter(field -> field.isText() || field.type().isInteger())
                .sorted(Comparator.comparing(FieldProfile::isText)
                        .thenComparing(field -> KEY_NAME.matcher(field.name()).matches())
                        .reversed())
                .toList();
        Optional<FieldProfile> repeats = candidates.stream()
                .filter(field -> field.distinct() * 2 <= recordSample.rows())
                .max(Comparator.comparing(FieldProfile::isText)
                        .thenComparing(FieldProfile::distinct)
                        .thenComparing(field -> KEY_NAME.matcher(field.name()).matches())
                        .thenComparing(field -> -field.name().length()));
        return repeats.or(() -> candidates.stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no field is in every record and can name a series; the fields are %s. Write series-key by hand"
                                .formatted(recordSample.fields().keySet())));
    }

    private static Stream<FieldProfile> whole(RecordSample recordSample) {
        return recordSample.fields().values().stream().filter(field -> field.count() == recordSample.rows());
    }
}
