package io.arrowgate.ingest;

/**
 * ISO 8601's date and time, {@code 2024-05-01T12:34:56.789012Z}: T or a blank between, seconds and a fraction of up to nine
 * digits if there are any, and Z, an offset ({@code +hh:mm}, {@code +hhmm}, {@code +hh}) or no zone at the end.
 */
final class IsoFormat extends TemporalFormat {
    private static final int MAX_OFFSET_SECONDS = 18 * 3600;

    private static final int TO_SECONDS = "yyyy-MM-ddTHH:mm".length();

    private final EpochDays days = new EpochDays();

    @Override
    boolean match(byte[] bytes, int start, int end) {
        if (end - start < TO_SECONDS
                || bytes[start + 4] != '-'
                || bytes[start + 7] != '-'
                || (bytes[start + 10] != 'T' && bytes[start + 10] != ' ' && bytes[start + 10] != 't')
                || bytes[start + 13] != ':') {
            return false;
        }
        int year = digits(bytes, start, 4);
        int month = digits(bytes, start + 5, 2);
        int day = digits(bytes, start + 8, 2);
        int hour = digits(bytes, start + 11, 2);
        int minute = digits(bytes, start + 14, 2);
        if ((year | month | day | hour | minute) < 0 || hour > 23 || minute > 59) {
            return false;
        }
        long epochDay = days.of(year, month, day);
        return epochDay != EpochDays.NO_DAY
                && matchSeconds(bytes, start + TO_SECONDS, end, epochDay, hour * 3600 + minute * 60);
    }

    private boolean matchSeconds(byte[] bytes, int start, int end, long epochDay, int minuteStart) {
        int at = start;
        int second = 0;
        int micros = 0;
        if (at + 3 <= end && bytes[at] == ':') {
            second = digits(bytes, at + 1, 2);
            at += 3;
            if (second < 0 || second > 59) {
                return false;
            }
            if (at < end && bytes[at] == '.') {
                int fractionEnd = skipDigits(bytes, at + 1, end);
                if (fractionEnd - at > 10) {
                    return false;
                }
                micros = micros(bytes, at + 1, fractionEnd);
                at = fractionEnd;
            }
        }
        long microOfDay = (minuteStart + second) * MICROS_PER_SECOND + micros;
        return matchOffset(bytes, at, end, epochDay, microOfDay);
    }

    private static int skipDigits(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    /** The first six digits after the point; missing ones are zero. */
    private static int micros(byte[] bytes, int start, int end) {
        int micros = 0;
        for (int at = start; at < start + 6; at++) {
            micros = micros * 10 + (at < end ? bytes[at] - '0' : 0);
        }
        return micros;
    }

    private boolean matchOffset(byte[] bytes, int start, int end, long epochDay, long microOfDay) {
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
        int hours = digits(bytes, start + 1, 2);
        int minutes = length == 3 ? 0 : digits(bytes, end - 2, 2);
        if ((hours | minutes) < 0 || minutes > 59) {
            return false;
        }
        int seconds = hours * 3600 + minutes * 60;
        return seconds <= MAX_OFFSET_SECONDS && matched(epochDay, microOfDay, west ? -seconds : seconds);
    }
}
