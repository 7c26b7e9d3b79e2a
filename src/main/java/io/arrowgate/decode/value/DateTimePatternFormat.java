package io.arrowgate.decode.value;

import io.arrowgate.stream.column.DateTimePattern;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses any {@link DateTimePattern}. Slower than {@link FixedWidthFormat}. */
final class DateTimePatternFormat extends TemporalFormat {
    /** Longer values are rejected; patterns do not need them. */
    private static final int MAX_LENGTH = 100;

    private static final int NANOS_PER_MICRO = 1_000;

    private static final Pattern END_OF_DAY = Pattern.compile("(?<![\\d:])24(?=:00(?::00(?:[.,]0+)?)?(?![\\d:]))");
    private static final Pattern LEAP_SECOND = Pattern.compile("(?<=\\d:[0-5]\\d:)60(?!\\d)");

    private final DateTimePattern pattern;
    /** Whether the last text did not match, as is usual for a format that is tried before the right one. */
    private boolean mismatched;

    DateTimePatternFormat(String pattern, ZoneId zone) {
        this.pattern = DateTimePattern.compile(pattern, zone);
    }

    @Override
    boolean match(byte[] bytes, int start, int end) {
        if (end - start > MAX_LENGTH) {
            return false;
        }
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        return match(text, 0)
                || matchReplaced(END_OF_DAY.matcher(text), "00", MICROS_PER_DAY)
                || matchReplaced(LEAP_SECOND.matcher(text), "59", MICROS_PER_SECOND);
    }

    /** Matches a text in which the library would reject a part; microseconds replace the difference. */
    private boolean matchReplaced(Matcher part, String replacement, long addedMicros) {
        return part.find() && match(part.replaceFirst(replacement), addedMicros);
    }

    private boolean match(String text, long addedMicros) {
        DateTimePattern.Match match = mismatched && !pattern.hasForm(text) ? null : pattern.parse(text);
        mismatched = match == null;
        return match != null
                && matchedRolledOver(
                        match.local().toLocalDate().toEpochDay(),
                        match.local().toLocalTime().toNanoOfDay() / NANOS_PER_MICRO + addedMicros,
                        match.offset() == null ? NO_OFFSET : match.offset().getTotalSeconds());
    }
}
