package io.arrowgate.decode.value;

import java.time.LocalDate;

/** Counts the days to a date since 1970-01-01; remembers the last one, since events come in order of time, more or less. */
final class EpochDayCalculator {
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    static final long NO_DAY = Long.MIN_VALUE;

    private int lastDate = -1;
    private long lastDay;

    /** {@link #NO_DAY} if there is no such date. */
    long of(int year, int month, int day) {
        int date = (year << 9) | (month << 5) | day;
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
