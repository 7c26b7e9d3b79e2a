package io.arrowgate.tools.option;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a duration in the syntax of the settings, such as {@code 30 s}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        if (text.matches("\\d+")) { // Flink would read milliseconds.
            throw new TypeConversionException("'%s' has no unit; give for example %1$ss".formatted(text));
        }
        try {
            Duration duration = TimeUtils.parseDuration(text);
            if (!duration.isZero() && !duration.isNegative()) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'%s' is not a duration; give for example 30s".formatted(text));
        }
        throw new TypeConversionException("'%s' is too short; give 1ms or more".formatted(text));
    }
}
