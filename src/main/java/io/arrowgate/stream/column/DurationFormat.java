package io.arrowgate.stream.column;

import static io.arrowgate.stream.column.DefinitionChecks.check;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations of definitions, such as {@code 10 s}, {@code 5 min} or {@code 365 d}, or in ISO 8601, {@code P365D}.
 */
public final class DurationFormat extends StdDeserializer<Duration> {
    /** Longest duration of a rule: longer ones are mistakes, or need a query. */
    public static final Duration MAX = Duration.ofDays(30);

    private static final Duration MIN = Duration.ofMillis(1);

    public static final String BOUNDS = "is out of range; give 30 d or less";

    private static final long serialVersionUID = 1;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s*([a-z]+)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "min", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    public DurationFormat() {
        super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        try {
            return parse(parser.currentName(), parser.getText());
        } catch (IllegalArgumentException e) {
            throw JsonMappingException.from(parser, e.getMessage(), e);
        }
    }

    public static Duration parse(String field, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches() && UNITS.containsKey(matcher.group(2))) {
            return Duration.of(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "%s: '%s' is not a duration; give for example 500 ms, 10 s, 5 min, 1 h or 7 d"
                            .formatted(field, text),
                    e);
        }
    }

    /** Writes the form that {@link #parse} reads, in milliseconds. */
    public static String text(Duration duration) {
        return duration.toMillis() + " ms";
    }

    /** Checks a duration, which must be at least a millisecond and at most {@link #MAX}. */
    public static Duration checked(String field, Duration duration) {
        check(duration != null, field, null, "is missing");
        check(duration.compareTo(MIN) >= 0 && duration.compareTo(MAX) <= 0, field, duration, BOUNDS);
        return duration;
    }

    /** Writes durations as {@link DurationFormat#text} does. */
    public static final class Text extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1;

        public Text() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(text(value));
        }
    }
}
