package io.arrowgate.cli.streams;

import io.arrowgate.stream.ColumnType;
import io.arrowgate.stream.RecordFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which fields of a sample are the event time and the series key.
 *
 * @param eventTime raw name of its field
 * @param seriesKey raw names of its fields
 * @param whyTime for a person, as is {@code whyKey}
 */
record Guess(String eventTime, String whyTime, List<String> seriesKey, String whyKey) {
    private static final Pattern TIME_NAME = Pattern.compile("(?i)event.?time|timestamp|time|ts|date.?time|date");
    private static final Pattern KEY_NAME =
            Pattern.compile("(?i).*(id|identifier|key|name|device|sensor|station|host)");

    Guess {
        seriesKey = List.copyOf(seriesKey);
    }

    static Guess of(Sample sample) {
        boolean points = sample.format() == RecordFormat.INFLUX;
        FieldProfile time = points ? null : eventTime(sample);
        String whyTime = points ? "The lines' own time." : "A time in every record; is it when things happened?";
        List<String> tags = sample.fields().values().stream()
                .filter(field -> field.isTag() && field.count() == sample.rows())
                .map(FieldProfile::name)
                .toList();
        if (points) {
            boolean any = !tags.isEmpty();
            return new Guess(
                    RecordFormat.TIME,
                    whyTime,
                    any ? tags : List.of(RecordFormat.MEASUREMENT),
                    any ? "The tags that every line has." : "No tag is in every line.");
        }
        FieldProfile key = seriesKey(sample, time.name());
        return new Guess(
                time.name(),
                whyTime,
                List.of(key.name()),
                "In every record, and with %,d values the one that tells most series apart; is it what a device is called?"
                        .formatted(key.distinct()));
    }

    private static FieldProfile eventTime(Sample sample) {
        List<FieldProfile> times = whole(sample)
                .filter(field -> field.type() == ColumnType.TIMESTAMP)
                .toList();
        if (times.isEmpty()) {
            times = whole(sample)
                    .filter(field -> field.type() == ColumnType.DATE)
                    .toList();
        }
        List<FieldProfile> found = times;
        return found.stream()
                .filter(field -> TIME_NAME.matcher(field.name().strip()).matches())
                .findFirst()
                .or(() -> found.stream().findFirst())
                .orElseThrow(
                        () -> new IllegalArgumentException("no field has a time in every record; the fields are %s."
                                        .formatted(sample.fields().keySet())
                                + " Write event-time by hand: a time may be joined from several fields, and docs/streams.md has the"
                                + " formats"));
    }

    /** Text that repeats, the more values the better; whole numbers only if there is no text; of a short sample any that is there. */
    private static FieldProfile seriesKey(Sample sample, String eventTime) {
        List<FieldProfile> candidates = whole(sample)
                .filter(field -> !field.name().equals(eventTime))
                .filter(field -> field.isText() || isWholeNumber(field))
                .sorted(Comparator.comparing(FieldProfile::isText)
                        .thenComparing(field -> KEY_NAME.matcher(field.name()).matches())
                        .reversed())
                .toList();
        Optional<FieldProfile> repeats = candidates.stream()
                .filter(field -> field.distinct() * 2 <= sample.rows())
                .max(Comparator.comparing(FieldProfile::isText)
                        .thenComparing(FieldProfile::distinct)
                        .thenComparing(field -> KEY_NAME.matcher(field.name()).matches())
                        .thenComparing(field -> -field.name().length()));
        return repeats.or(() -> candidates.stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no field is in every record and can name a series; the fields are %s. Write series-key by hand"
                                .formatted(sample.fields().keySet())));
    }

    private static boolean isWholeNumber(FieldProfile field) {
        return field.type() == ColumnType.INT32 || field.type() == ColumnType.INT64;
    }

    private static Stream<FieldProfile> whole(Sample sample) {
        return sample.fields().values().stream().filter(field -> field.count() == sample.rows());
    }
}
