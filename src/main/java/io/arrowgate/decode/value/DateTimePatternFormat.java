package io.arrowgate.decode.value;

import io.arrowgate.stream.column.DateTimePattern;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** Parses any {@link DateTimePattern}. Slower than {@link FixedWidthFormat}. */
final class DateTimePatternFormat extends TemporalFormat {
    /** Longer values are rejected; patterns do not need them. */
    private static final int MAX_LENGTH = 100;

    private static final int NANOS_PER_MICRO = 1_000;

    private final DateTimePattern pattern;

    DateTimePatternFormat(String pattern, ZoneId zone) {
        this.pattern = DateTimePattern.compile(pattern, zone);
    }

    @Override
    boolean match(byte[] bytes, int start, int end) {
        if (end - start > MAX_LENGTH) {
            return false;
        }
        DateTimePattern.Match match = pattern.parse(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        return match != null
                && matched(
                        match.local().toLocalDate().toEpochDay(),
                        match.local().toLocalTime().toNanoOfDay() / NANOS_PER_MICRO,
                        match.offset() == null ? NO_OFFSET : match.offset().getTotalSeconds());
    }
}
