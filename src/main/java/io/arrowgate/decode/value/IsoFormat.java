package io.arrowgate.decode.value;

import io.arrowgate.common.Swar;

/**
 * Parses ISO 8601 date-times such as {@code 2024-05-01T12:34:56.789012Z}: T or a blank as separator, optional seconds with an
 * optional fraction of up to nine digits, then Z, an offset ({@code +hh:mm}, {@code +hhmm}, {@code +hh}) or no zone.
 */
final class IsoFormat extends TemporalFormat {
    private static final int MAX_OFFSET_SECONDS = 18 * 3600;

    private static final int TO_SECONDS = "yyyy-MM-ddTHH:mm".length();

    /** Factor from a fraction to microseconds, by its number of digits. */
    private static final int[] SCALES = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private final EpochDayCalculator days = new EpochDayCalculator();

    // Cache of the last minute, as text and as parsed, because events are roughly ordered by time.
    private long dateWritten;
    private long minuteWritten;
    private long epochDay = EpochDayCalculator.NO_DAY;
    /** The second of the day at which the minute begins. */
    private int secondOfDay;

    @Override
    boolean match(byte[] bytes, int start, int end) {
        return end - start >= TO_SECONDS && matchMinute(bytes, start) && matchSeconds(bytes, start + TO_SECONDS, end);
    }

    private boolean matchMinute(byte[] bytes, int start) {
        long date = Swar.load(bytes, start);
        long minute = Swar.load(bytes, start + Long.BYTES);
        if (date == dateWritten && minute == minuteWritten && epochDay != EpochDayCalculator.NO_DAY) {
            return true;
        }
        dateWritten = date;
        minuteWritten = minute;
        epochDay = EpochDayCalculator.NO_DAY;
        return readMinute(bytes, start);
    }

    private boolean readMinute(byte[] bytes, int start) {
        if (bytes[start + 4] != '-'
                || bytes[start + 7] != '-'
                || (bytes[start + 10] != 'T' && bytes[start + 10] != ' ' && bytes[start + 10] != 't')
                || bytes[start + 13] != ':') {
            return false;
        }
        int century = twoDigits(bytes, start);
        int yearOfCentury = twoDigits(bytes, start + 2);
        int month = twoDigits(bytes, start + 5);
        int day = twoDigits(bytes, start + 8);
        int hour = twoDigits(bytes, start + 11);
        int minute = twoDigits(bytes, start + 14);
        if ((century | yearOfCentury | month | day | hour | minute) < 0 || hour > 23 || minute > 59) {
            return false;
        }
        epochDay = days.of(century * 100 + yearOfCentury, month, day);
        secondOfDay = hour * 3600 + minute * 60;
        return epochDay != EpochDayCalculator.NO_DAY;
    }

    private boolean matchSeconds(byte[] bytes, int start, int end) {
        int at = start;
        int second = 0;
        int micros = 0;
        if (at + 3 <= end && bytes[at] == ':') {
            second = twoDigits(bytes, at + 1);
            at += 3;
            if (second < 0 || second > 59) {
                return false;
            }
            if (at < end && bytes[at] == '.') {
                int fraction = at + 1;
                at = digitsEnd(bytes, fraction, end);
                if (at - fraction > 9) {
                    return false;
                }
                micros = micros(bytes, fraction, at);
            }
        }
        long microOfDay = (secondOfDay + second) * MICROS_PER_SECOND + micros;
        return matchOffset(bytes, at, end, microOfDay);
    }

    private static int digitsEnd(byte[] bytes, int start, int end) {
        if (start + Long.BYTES <= bytes.length) {
            int digits = Swar.before(Swar.notDigits(Swar.load(bytes, start)));
            if (digits < Long.BYTES) {
                return Math.min(start + digits, end);
            }
        }
        int at = start;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Returns the first six digits after the point; missing digits are zero. */
    private static int micros(byte[] bytes, int start, int end) {
        int digits = Math.min(end - start, 6);
        if (digits > 0 && start + Long.BYTES <= bytes.length) {
            return (int) Swar.number(Swar.load(bytes, start), digits, 0) * SCALES[digits];
        }
        int value = 0;
        for (int at = start; at < start + digits; at++) {
            value = value * 10 + bytes[at] - '0';
        }
        return value * SCALES[digits];
    }

    private boolean matchOffset(byte[] bytes, int start, int end, long microOfDay) {
        int length = end - start;
        if (length == 0) {
            return matched(epochDay, microOfDay, NO_OFFSET);
        }
        if (length == 1 && (bytes[start] | 0x20) == 'z') {
            return matched(epochDay, microOfDay, 0);
        }
        boolean west = bytes[start] == '-';
        boolean colon = length == 6 && bytes[start + 3] == ':';
        if ((!west && bytes[start] != '+') || (length != 3 && length != 5 && !colon)) {
            return false;
        }
        int hours = twoDigits(bytes, start + 1);
        int minutes = length == 3 ? 0 : twoDigits(bytes, end - 2);
        if ((hours | minutes) < 0 || minutes > 59) {
            return false;
        }
        int seconds = hours * 3600 + minutes * 60;
        return seconds <= MAX_OFFSET_SECONDS && matched(epochDay, microOfDay, west ? -seconds : seconds);
    }
}
