package io.arrowgate.tools.load.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.LocalDate;
import java.util.Arrays;

/** Writes text and numbers into a reused buffer, so that an event allocates only its bytes. */
final class AsciiWriter {
    private static final int MILLIS_PER_SECOND = 1000;
    private static final int SECONDS_PER_DAY = 86_400;

    private final byte[] digits = new byte[19];
    private byte[] buffer = new byte[256];
    private int length;
    private long dateOfDay = Long.MIN_VALUE;
    private byte[] date = {};

    AsciiWriter text(byte[] ascii) {
        ensure(ascii.length);
        System.arraycopy(ascii, 0, buffer, length, ascii.length);
        length += ascii.length;
        return this;
    }

    private AsciiWriter character(char ascii) {
        ensure(1);
        buffer[length++] = (byte) ascii;
        return this;
    }

    AsciiWriter number(long value) {
        if (value < 0) {
            character('-');
        }
        long rest = Math.abs(value);
        int first = digits.length;
        do {
            digits[--first] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        ensure(digits.length);
        System.arraycopy(digits, first, buffer, length, digits.length - first);
        length += digits.length - first;
        return this;
    }

    /** Writes a number with leading zeros. */
    private AsciiWriter digits(int value, int width) {
        ensure(width);
        int rest = value;
        for (int i = length + width - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
        return this;
    }

    /** Writes a number of hundredths, for example 12.30 for 1230. */
    AsciiWriter hundredths(int value) {
        return number(value / 100).character('.').digits(value % 100, 2);
    }

    /** Writes a timestamp such as 2024-05-01T12:34:56.789Z. */
    AsciiWriter isoTime(long epochMillis) {
        long seconds = Math.floorDiv(epochMillis, MILLIS_PER_SECOND);
        long day = Math.floorDiv(seconds, SECONDS_PER_DAY);
        if (day != dateOfDay) {
            date = LocalDate.ofEpochDay(day).toString().getBytes(US_ASCII);
            dateOfDay = day;
        }
        int second = Math.floorMod(seconds, SECONDS_PER_DAY);
        return text(date)
                .character('T')
                .digits(second / 3600, 2)
                .character(':')
                .digits(second / 60 % 60, 2)
                .character(':')
                .digits(second % 60, 2)
                .character('.')
                .digits(Math.floorMod(epochMillis, MILLIS_PER_SECOND), 3)
                .character('Z');
    }

    /** Returns a copy of the written bytes and clears the buffer. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(buffer, length);
        length = 0;
        return taken;
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
