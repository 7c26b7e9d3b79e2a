package io.arrowgate.decode.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses date-time patterns whose parts have fixed positions, such as {@code MM/dd/yyyy HH:mm:ss}, without a library.
 *
 * <p>Gives the same results as {@link DateTimePatternFormat}: February 30 is rejected, and a two-digit year is in 2000 to 2099.
 */
final class FixedWidthFormat extends TemporalFormat {
    private static final Pattern PART = Pattern.compile("yyyy|yy|MM|dd|HH|mm|ss|S{1,9}|[ -~&&[^A-Za-z'\\[\\]{}#]]");

    private static final byte ANY = 0;

    private final byte[] literals;
    private final Part year;
    private final Part month;
    private final Part day;
    private final Part hour;
    private final Part minute;
    private final Part second;
    private final Part fraction;
    private final EpochDayCalculator days = new EpochDayCalculator();

    private FixedWidthFormat(String pattern, byte[] literals) {
        this.literals = literals;
        year = Part.of(pattern, 'y');
        month = Part.of(pattern, 'M');
        day = Part.of(pattern, 'd');
        hour = Part.of(pattern, 'H');
        minute = Part.of(pattern, 'm');
        second = Part.of(pattern, 's');
        fraction = Part.of(pattern, 'S');
    }

    /** Compiles a pattern; returns null if its parts do not have fixed positions. */
    static FixedWidthFormat compile(String pattern) {
        byte[] literals = literals(pattern);
        if (literals == null) {
            return null;
        }
        FixedWidthFormat fixed = new FixedWidthFormat(pattern, literals);
        return fixed.year == null || fixed.month == null || fixed.day == null ? null : fixed;
    }

    /** Returns the pattern with {@link #ANY} in place of letters; null if it has unsupported or duplicate parts. */
    private static byte[] literals(String pattern) {
        byte[] literals = pattern.getBytes(StandardCharsets.US_ASCII);
        Matcher part = PART.matcher(pattern);
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            char first = pattern.charAt(part.start());
            if (Character.isLetter(first)) {
                Arrays.fill(literals, part.start(), end, ANY);
                if (pattern.indexOf(first, end) >= 0) {
                    return null;
                }
            }
        }
        return end == pattern.length() ? literals : null;
    }

    @Override
    boolean match(byte[] bytes, int start, int end) {
        if (end - start != literals.length) {
            return false;
        }
        for (int i = 0; i < literals.length; i++) {
            if (literals[i] != ANY && literals[i] != bytes[start + i]) {
                return false;
            }
        }
        int years = year.read(bytes, start);
        long epochDay = days.of(
                year.width == 2 && years >= 0 ? 2000 + years : years, month.read(bytes, start), day.read(bytes, start));
        int hours = hour == null ? 0 : hour.read(bytes, start);
        int minutes = minute == null ? 0 : minute.read(bytes, start);
        int seconds = second == null ? 0 : second.read(bytes, start);
        int micros = readMicros(bytes, start);
        if (epochDay == EpochDayCalculator.NO_DAY || micros < 0) {
            return false;
        }
        if ((hours | minutes | seconds) >= 0 && hours < 24 && minutes < 60 && seconds < 60) {
            return matched(epochDay, (hours * 3600 + minutes * 60 + seconds) * MICROS_PER_SECOND + micros, NO_OFFSET);
        }
        long microOfDay = toMicroOfDay(hours, minutes, seconds, micros);
        return microOfDay != NO_TIME && matchedRolledOver(epochDay, microOfDay, NO_OFFSET);
    }

    /** Returns the microseconds; negative if the bytes are not digits. */
    private int readMicros(byte[] bytes, int start) {
        if (fraction == null) {
            return 0;
        }
        int value = fraction.read(bytes, start);
        for (int width = fraction.width; width < 6; width++) {
            value *= 10;
        }
        for (int width = fraction.width; width > 6 && value >= 0; width--) {
            value /= 10;
        }
        return value;
    }

    /** Describes digits at a fixed position. */
    private record Part(int offset, int width) {
        /** Returns the part of a letter; null if the pattern does not contain it. */
        static Part of(String pattern, char letter) {
            int offset = pattern.indexOf(letter);
            return offset < 0 ? null : new Part(offset, pattern.lastIndexOf(letter) - offset + 1);
        }

        int read(byte[] bytes, int start) {
            return digits(bytes, start + offset, width);
        }
    }
}
