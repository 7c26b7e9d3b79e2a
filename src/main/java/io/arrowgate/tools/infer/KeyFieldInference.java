package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.RecordFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Infers which fields of a sample are the event time and the series key.
 *
 * @param eventTime raw name of the event time field, or of the field with its date; null if no record has a time
 * @param clock raw name of the field with the time of day of the event time; null if the event time is a single field
 * @param seriesKey raw names of the series key fields; empty if it is not of fields
 * @param isKafkaKey whether the Kafka key identifies a device; if not, and without fields, all records are one series
 * @param whyTime reason for the choice, as text, like {@code whyKey}
 */
record KeyFieldInference(
        String eventTime, String clock, String whyTime, List<String> seriesKey, boolean isKafkaKey, String whyKey) {
    private static final Pattern TIME_NAME = Pattern.compile("(?i)event.?time|timestamp|time|ts|date.?time|date");

    /** Times of something else than the event, such as the installation of a device. */
    private static final Pattern OTHER_TIME = Pattern.compile(
            "(?i).*(expir|valid|install|birth|manufactur|build|boot|since|until|due|next|calibrat|start).*");

    /** A time that is longer before another one is not the event's. */
    private static final Duration MAX_DELAY = Duration.ofDays(366);

    private static final Comparator<FieldProfile> EVENT_TIME_FIRST = Comparator.comparing(
                    KeyFieldInference::isOfElement)
            .thenComparing(field -> !isNamedTime(field))
            .thenComparing(field -> OTHER_TIME.matcher(field.name()).matches())
            .thenComparing(field -> field.name().contains("."))
            .thenComparing(field -> !endsWithTime(field));

    KeyFieldInference {
        seriesKey = List.copyOf(seriesKey);
    }

    static KeyFieldInference of(RecordSample recordSample) {
        if (recordSample.format() == RecordFormat.INFLUX) {
            return new KeyFieldInference(
                    RecordFormat.TIME, null, "The timestamp of the lines.", SeriesKeyInference.ofPoints(recordSample));
        }
        FieldProfile time = eventTime(recordSample);
        if (time == null) {
            return new KeyFieldInference(
                    null,
                    null,
                    "No field%s has a time in every record: the timestamp of the Kafka record. A time of several fields is written by hand."
                            .formatted(recordSample.describeSeparator()),
                    SeriesKeyInference.ofRecords(recordSample, Set.of()));
        }
        String clock = time.type() == ColumnType.DATE ? clock(recordSample) : null;
        return clock == null
                ? new KeyFieldInference(
                        time.name(),
                        null,
                        "A time in every record; check that it is the event time.",
                        SeriesKeyInference.ofRecords(recordSample, Set.of(time.name())))
                : new KeyFieldInference(
                        time.name(),
                        clock,
                        "A date and a time in every record; check that they are the event time.",
                        SeriesKeyInference.ofRecords(recordSample, Set.of(time.name(), clock)));
    }

    private KeyFieldInference(String eventTime, String clock, String whyTime, SeriesKeyInference key) {
        this(eventTime, clock, whyTime, key.fields(), key.isKafkaKey(), key.why());
    }

    /** Returns the field with the event time, or null. */
    private static FieldProfile eventTime(RecordSample recordSample) {
        List<FieldProfile> times = whole(recordSample)
                .filter(field -> field.type() == ColumnType.TIMESTAMP)
                .toList();
        times.stream().filter(time -> isCounter(time, times)).forEach(FieldProfile::readAsCounter);
        List<FieldProfile> found =
                times.stream().filter(time -> !time.isCounter()).toList();
        if (found.isEmpty()) {
            found = whole(recordSample)
                    .filter(field -> field.type() == ColumnType.DATE)
                    .toList();
        }
        return (recordSample.each() == null ? found : mostVarious(found))
                .stream().min(EVENT_TIME_FIRST).orElse(null);
    }

    /** Returns whether a field with varying numbers is a counter such as an uptime: as a time, it is years before another one. */
    private static boolean isCounter(FieldProfile time, List<FieldProfile> times) {
        Instant latest = time.firstTime().plus(MAX_DELAY);
        return time.isEpoch()
                && (time.distinct() > 1 || time.count() == 1)
                && times.stream().anyMatch(other -> other.firstTime().isAfter(latest));
    }

    private static boolean isOfElement(FieldProfile field) {
        return field.name().contains("[");
    }

    private static boolean isNamedTime(FieldProfile field) {
        return TIME_NAME.matcher(field.name().strip()).matches();
    }

    private static boolean endsWithTime(FieldProfile field) {
        String name = field.name().strip();
        return TIME_NAME.matcher(name.substring(name.lastIndexOf('.') + 1)).matches();
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
