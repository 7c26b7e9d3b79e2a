package io.arrowgate.stream.condition;

import static io.arrowgate.stream.column.DefinitionChecks.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes how many alarms of each series are acceptable, such as {@code 1 per week}.
 *
 * @param count at least 1
 * @param unit of event time
 */
public record AlarmRate(int count, Unit unit) implements Serializable {
    private static final String EXAMPLE = "give for example \"1 per week\"";
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\s+per\\s+(\\w+)");

    /** Lists the units. A month has 30 days. */
    public enum Unit {
        HOUR(TimeUnit.HOURS.toMicros(1)),
        DAY(TimeUnit.DAYS.toMicros(1)),
        WEEK(TimeUnit.DAYS.toMicros(7)),
        MONTH(TimeUnit.DAYS.toMicros(30));

        private final long micros;

        Unit(long micros) {
            this.micros = micros;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AlarmRate {
        check(count >= 1, "about", count + " per " + unit.label(), "is not 1 or more alarms; " + EXAMPLE);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static AlarmRate of(Object text) {
        Matcher parts = TEXT.matcher(text.toString().strip());
        check(parts.matches(), "about", text, "is not a number of alarms per time; " + EXAMPLE);
        return new AlarmRate(Integer.parseInt(parts.group(1)), unit(parts.group(2)));
    }

    private static Unit unit(String text) {
        for (Unit unit : Unit.values()) {
            if (unit.label().equals(text)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("about: '%s' is not a unit; give hour, day, week or month".formatted(text));
    }

    /** Returns the number of alarms in a microsecond of event time. */
    public double perMicro() {
        return (double) count / unit.micros;
    }

    @JsonValue
    public String text() {
        return count + " per " + unit.label();
    }
}
