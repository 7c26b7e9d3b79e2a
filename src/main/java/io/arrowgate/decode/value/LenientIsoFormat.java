package io.arrowgate.decode.value;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses what {@link IsoFormat} leaves: dates alone, with slashes or without separators, a comma before the fraction, a blank
 * before the offset, {@code UTC} and {@code GMT} as offsets, a zone in brackets after the offset, 24:00 and leap seconds.
 */
final class LenientIsoFormat extends TemporalFormat {
    private static final int MIN_LENGTH = "yyyyMMdd".length();
    private static final int TO_SECONDS = "yyyyMMddHHmmss".length();
    private static final int MAX_LENGTH = 80;
    private static final int MAX_OFFSET_SECONDS = 18 * 3600;

    private static final Pattern DATE =
            Pattern.compile("(?<year>\\d{4})(?<dash>[-/]?)(?<month>\\d\\d)\\k<dash>(?<day>\\d\\d)");

    private static final String TIME =
            "(?<hour>\\d\\d):?(?<minute>\\d\\d)(?::?(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?)?";
    private static final String OFFSET =
            " ?(?:(?<utc>UTC|GMT|Z)|(?<sign>[+-])(?<hours>\\d\\d)(?::?(?<minutes>\\d\\d))?)(?:\\[[\\w/+-]+\\])?";

    private static final Pattern DATE_TIME =
            Pattern.compile(DATE + "(?:[T ]" + TIME + "(?:" + OFFSET + ")?)?", Pattern.CASE_INSENSITIVE);

    /** Digits alone are also numbers: only dates of these years are taken for one. */
    private static final Pattern DIGITS = Pattern.compile(
            "(?<year>19\\d\\d|2[0-2]\\d\\d)(?<month>\\d\\d)(?<day>\\d\\d)(?:(?<hour>\\d\\d)(?<minute>\\d\\d)"
                    + "(?:(?<second>\\d\\d)(?:[.,]?(?<fraction>\\d{3}|(?<=[.,])\\d{1,9}))?(?:" + OFFSET + ")?)?)?",
            Pattern.CASE_INSENSITIVE);

    private final boolean dateOnly;
    private final EpochDayCalculator days = new EpochDayCalculator();

    LenientIsoFormat(boolean dateOnly) {
        this.dateOnly = dateOnly;
    }

    @Override
    boolean match(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length < MIN_LENGTH || length > MAX_LENGTH || !isDigit(bytes[start])) {
            return false;
        }
        // Most epoch numbers end here.
        boolean digits = isDigit(bytes[start + 4]) && (length == MIN_LENGTH || isDigit(bytes[start + MIN_LENGTH]));
        boolean whole = length == 8 || length == 12 || length == 14 || length == 17;
        if (digits && !whole && (length < TO_SECONDS || isDigit(bytes[start + TO_SECONDS]))) {
            return false;
        }
        return match(new String(bytes, start, length, StandardCharsets.ISO_8859_1), digits);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private boolean match(String text, boolean digits) {
        Matcher parts = (digits ? DIGITS : DATE_TIME).matcher(text);
        if (!parts.matches()) {
            return false;
        }
        boolean date = parts.group("hour") == null;
        if (!date && dateOnly) {
            return false;
        }
        long epochDay = days.of(number(parts, "year"), number(parts, "month"), number(parts, "day"));
        int hour = number(parts, "hour");
        int minute = number(parts, "minute");
        int second = number(parts, "second");
        long microOfDay = toMicroOfDay(hour, minute, second, micros(parts.group("fraction")));
        int offset = offset(parts);
        boolean exists = offset == NO_OFFSET || Math.abs(offset) <= MAX_OFFSET_SECONDS;
        return epochDay != EpochDayCalculator.NO_DAY
                && microOfDay != NO_TIME
                && exists
                && matchedRolledOver(epochDay, microOfDay, offset);
    }

    /** Returns a part's number; 0 if it is absent. */
    private static int number(Matcher parts, String name) {
        String text = parts.group(name);
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static int micros(String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000").substring(0, 6));
    }

    /** Returns the offset, which may be too large. */
    private static int offset(Matcher parts) {
        if (parts.group("utc") != null) {
            return 0;
        }
        if (parts.group("sign") == null) {
            return NO_OFFSET;
        }
        int minutes = number(parts, "minutes");
        int seconds = minutes > 59 ? MAX_OFFSET_SECONDS + 1 : number(parts, "hours") * 3600 + minutes * 60;
        return parts.group("sign").equals("-") ? -seconds : seconds;
    }
}
