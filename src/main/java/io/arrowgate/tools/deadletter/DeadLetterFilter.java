package io.arrowgate.tools.deadletter;

import io.arrowgate.decode.row.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.function.Predicate;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Selects dead letters by command-line flags; by default all. */
public final class DeadLetterFilter implements Predicate<DeadLetterRecord> {
    @Option(names = "--stream", paramLabel = "S", description = "Only dead letters of this stream.")
    private String stream;

    @Option(
            names = "--reason",
            paramLabel = "R",
            description = "Only dead letters with this reason: ${COMPLETION-CANDIDATES}.")
    private DeadLetterReason reason;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only records with this record time or later: 2024-05-01T12:00:00Z, or an age, 2h.")
    private When since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only records before this time; same syntax, but replay accepts no age here.")
    private When until;

    @Override
    public boolean test(DeadLetterRecord deadLetterRecord) {
        return (stream == null || stream.equals(deadLetterRecord.stream()))
                && (reason == null || reason.name().equals(deadLetterRecord.reason()))
                && (since == null || !deadLetterRecord.time().isBefore(since.time()))
                && (until == null || deadLetterRecord.time().isBefore(until.time()));
    }

    /** Returns whether the end is an age, which depends on the time of the run. */
    public boolean endsWithAge() {
        return until != null && until.isAge();
    }

    /** Returns the end, if given. */
    public Instant until() {
        return until.time();
    }

    /** Identifies the filter. Ages count as written. */
    @Override
    public String toString() {
        return "%s/%s/%s/%s".formatted(stream, reason, since, until);
    }

    /**
     * Holds a point in time, given as an instant or as an age.
     *
     * @param text original text
     */
    private record When(String text, Instant time, boolean isAge) {
        @Override
        public String toString() {
            return isAge ? text : time.toString();
        }
    }

    /** Parses an instant or an age. */
    static final class TimeConverter implements ITypeConverter<When> {
        private final InstantSource clock = InstantSource.system();

        @Override
        public When convert(String text) {
            try {
                return new When(text, Instant.parse(text), false);
            } catch (DateTimeParseException notATime) {
                return new When(text, clock.instant().minus(age(text)), true);
            }
        }

        private static Duration age(String text) {
            try {
                return TimeUtils.parseDuration(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'%s' is not a time; give for example 2024-05-01T12:00:00Z, or 2h for two hours ago"
                                .formatted(text));
            }
        }
    }
}
