package io.arrowgate.stream.condition;

import static io.arrowgate.stream.column.DefinitionChecks.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.arrowgate.stream.column.DurationFormat;
import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes how long a breach must last, as a duration and a number of readings. Definitions give one of them, {@code 10
 * s} or {@code 3 readings}.
 *
 * @param duration of event time, from the first reading in breach to the one that fires
 * @param readings in breach in a row
 */
public record SustainedDuration(Duration duration, int readings) implements Serializable {
    public static final SustainedDuration AT_ONCE = new SustainedDuration(Duration.ZERO, 1);

    private static final Pattern READINGS = Pattern.compile("(\\d{1,6})\\s*readings?");

    public SustainedDuration {
        check(
                !duration.isNegative() && duration.compareTo(DurationFormat.MAX) <= 0,
                "for",
                duration,
                DurationFormat.BOUNDS);
        check(readings >= 1, "for", readings, "is not a number of readings; give 1 or more");
    }

    @JsonCreator
    static SustainedDuration of(String text) {
        Matcher readings = READINGS.matcher(text);
        return readings.matches()
                ? new SustainedDuration(Duration.ZERO, Integer.parseInt(readings.group(1)))
                : new SustainedDuration(DurationFormat.parse("for", text), 1);
    }

    @JsonValue
    String text() {
        return duration.isZero() ? readings + " readings" : DurationFormat.text(duration);
    }
}
