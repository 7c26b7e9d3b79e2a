package io.arrowgate.decode.value;

import java.time.LocalDate;

/** Converts dates to days since 1970-01-01. Caches the last date, because events are roughly ordered by time. */
final class EpochDayCalculator {
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    static final long NO_DAY = Long.MIN_VALUE;

    /** No combination of parts, which are -1 if they are not digits. */
    private int lastDate = Integer.MIN_VALUE;

    private long lastDay;

    /** Returns the day number; {@link #NO_DAY} if the date does not exist. */
    long of(int year, int month, int day) {
        // Distinct for parts of two digits: a shift would give month 89 the bits of another year and month.
        int date = year * 10_000 + month * 100 + day;
        if (date == lastDate) {
            return lastDay;
        }
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) {
            return NO_DAY;
        }
        lastDay = LocalDate.of(year, month, day).toEpochDay();
        lastDate = date;
        return lastDay;
    }

    private static int lengthOfMonth(int year, int month) {
        boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }
}
