package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.ColumnType;
import io.arrowgate.stream.column.RecordFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Infers which fields of a sample are the event time and the series key.
 *
 * @param eventTime raw name of the event time field; null if no field has it in every record
 * @param timeParts raw names of the fields that form the event time, such as its date and its time of day; empty if none do
 * @param partFormats formats that fit the values of these fields, joined by blanks
 * @param seriesKey raw names of the series key fields; empty if it is not of fields
 * @param isKafkaKey whether the Kafka key identifies a device; if not, and without fields, all records are one series
 * @param whyTime reason for the choice, as text, like {@code whyKey}
 */
record KeyFieldInference(
        String eventTime,
        List<String> timeParts,
        List<String> partFormats,
        String whyTime,
        List<String> seriesKey,
        boolean isKafkaKey,
        String whyKey) {
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

    /** Names of the parts of a date and time, their ranges and their patterns. */
    private static final List<TimePart> TIME_PARTS = List.of(
            new TimePart("year|yr|yyyy|jahr|ann[eé]e|a[nñ]o|anno", 1900, 2100, "yyyy"),
            new TimePart("months?|mon|mm|mo|monat|mois|mes|mese", 1, 12, "M"),
            new TimePart("days?|dd|dy|tag|jour|d[ií]a|giorno", 1, 31, "d"),
            new TimePart("hours?|hh|hr|stunde|heure|hora|ora", 0, 23, "H"),
            new TimePart("minutes?|mins?|mi", 0, 59, "m"),
            new TimePart("seconds?|secs?|ss", 0, 59, "s"));

    /** Year, month and day. */
    private static final int DATE_PARTS = 3;

    /** One of the numbers of a date and time. */
    private record TimePart(String names, int least, int greatest, String pattern) {
        boolean isNamed(FieldProfile field) {
            return Pattern.compile(names, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(field.name().strip())
                    .matches();
        }

        boolean fits(FieldProfile field) {
            return field.values().stream()
                    .allMatch(value -> value.matches("\\d{1,4}")
                            && Integer.parseInt(value) >= least
                            && Integer.parseInt(value) <= greatest);
        }
    }

    KeyFieldInference {
        timeParts = List.copyOf(timeParts);
        partFormats = List.copyOf(partFormats);
        seriesKey = List.copyOf(seriesKey);
    }

    static KeyFieldInference of(RecordSample recordSample) {
        if (recordSample.format() == RecordFormat.INFLUX) {
            return new KeyFieldInference(
                    RecordFormat.TIME,
                    List.of(),
                    List.of(),
                    "The timestamp of the lines.",
                    SeriesKeyInference.ofPoints(recordSample));
        }
        FieldProfile time = eventTime(recordSample);
        if (time == null) {
            return ofTimeParts(recordSample);
        }
        FieldProfile clock = time.type() == ColumnType.DATE ? clock(recordSample, time) : null;
        return clock == null
                ? new KeyFieldInference(
                        time.name(),
                        List.of(),
                        List.of(),
                        "A time in every record; check that it is the event time.",
                        SeriesKeyInference.ofRecords(recordSample, Set.of(time.name())))
                : ofParts(
                        recordSample,
                        List.of(time.name(), clock.name()),
                        TemporalFormatCandidates.joined(time.formats(), clock.clocks()));
    }

    /** Joins year, month, day and what follows; uses the timestamp of the Kafka record if a record lacks one of the first three. */
    private static KeyFieldInference ofTimeParts(RecordSample recordSample) {
        List<FieldProfile> parts = new ArrayList<>();
        for (TimePart part : TIME_PARTS) {
            Optional<FieldProfile> field =
                    whole(recordSample).filter(part::isNamed).findFirst();
            if (field.isEmpty()) {
                break;
            }
            if (!part.fits(field.get())) {
                // The hour 24, for example: without it the time would be wrong.
                parts.clear();
                break;
            }
            parts.add(field.get());
        }
        if (parts.size() >= DATE_PARTS) {
            return ofParts(
                    recordSample,
                    parts.stream().map(FieldProfile::name).toList(),
                    List.of(TIME_PARTS.stream()
                            .limit(parts.size())
                            .map(TimePart::pattern)
                            .collect(Collectors.joining(" "))));
        }
        return new KeyFieldInference(
                null,
                List.of(),
                List.of(),
                "No field%s has a time in every record: the timestamp of the Kafka record. A time of several fields is written by hand."
                        .formatted(recordSample.describeSeparator()),
                SeriesKeyInference.ofRecords(recordSample, Set.of()));
    }

    private static KeyFieldInference ofParts(RecordSample recordSample, List<String> parts, List<String> formats) {
        return new KeyFieldInference(
                null,
                parts,
                TemporalFormatCandidates.distinct(formats),
                "A date and a time in every record; check that they are the event time.",
                SeriesKeyInference.ofRecords(recordSample, Set.copyOf(parts)));
    }

    private KeyFieldInference(
            String eventTime,
            List<String> timeParts,
            List<String> partFormats,
            String whyTime,
            SeriesKeyInference key) {
        this(eventTime, timeParts, partFormats, whyTime, key.fields(), key.isKafkaKey(), key.why());
    }

    /** Returns the field with the event time, or null. */
    private static FieldProfile eventTime(RecordSample recordSample) {
        List<FieldProfile> times = whole(recordSample)
                .filter(field -> field.type() == ColumnType.TIMESTAMP)
                .toList();
        List<Instant> instants = whole(recordSample)
                .filter(field -> field.type().isTemporal())
                .map(FieldProfile::firstTime)
                .filter(Objects::nonNull)
                .toList();
        times.stream().filter(time -> isCounter(time, instants)).forEach(FieldProfile::readAsCounter);
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
    private static boolean isCounter(FieldProfile time, List<Instant> others) {
        return time.isEpoch()
                && (time.distinct() > 1 || time.count() == 1)
                && others.stream().anyMatch(time.firstTime().plus(MAX_DELAY)::isBefore);
    }

    private static boolean isOfElement(FieldProfile field) {
        return field.name().contains("[");
    }

    /** Returns whether the name is the most usual one for the time of a reading. */
    static boolean isNamedTime(FieldProfile field) {
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

    /** Returns the field with a time of day, or null. A date may also look like one. */
    private static FieldProfile clock(RecordSample recordSample, FieldProfile date) {
        return whole(recordSample)
                .filter(field -> field != date && !field.clocks().isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static Stream<FieldProfile> whole(RecordSample recordSample) {
        return recordSample.fields().values().stream().filter(field -> field.count() == recordSample.rows());
    }
}
