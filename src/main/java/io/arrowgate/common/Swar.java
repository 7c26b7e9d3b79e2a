package io.arrowgate.common;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Processes eight bytes at a time in one long without branches ("SIMD within a register"). The first byte is the lowest one.
 *
 * <p>Numbers and names differ in length from record to record, so a loop over their bytes causes a branch misprediction at nearly
 * every end. Counting bits does not. The tests for bytes in a range are {@code hasless}, {@code hasmore} and {@code haszero} of
 * Anderson's "Bit Twiddling Hacks". Of the marks that they set, only the lowest one is always correct.
 */
public final class Swar {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long MARKS = 0x8080808080808080L;
    private static final long EVERY_FOURTH = 0x000000FF000000FFL;

    private Swar() {}

    /** Loads the eight bytes from {@code at}, which must all be within the array. */
    public static long load(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Loads the eight bytes from {@code at}, with zeros for bytes beyond the end of the array. */
    public static long loadOrZero(byte[] bytes, int at) {
        int there = bytes.length - at;
        if (there >= Long.BYTES) {
            return load(bytes, at);
        }
        if (there > 0 && bytes.length >= Long.BYTES) {
            return load(bytes, bytes.length - Long.BYTES) >>> (Byte.SIZE * (Long.BYTES - there));
        }
        long word = 0;
        for (int i = 0; i < there; i++) {
            word |= (bytes[at + i] & 0xFFL) << (Byte.SIZE * i);
        }
        return word;
    }

    /** Keeps the lowest {@code count} bytes of a word, 0 to 7, and clears the others. */
    public static long first(long word, int count) {
        return word & ((1L << (Byte.SIZE * count)) - 1);
    }

    /** Marks the special bytes of a JSON string: quotes, backslashes and control characters. */
    public static long special(long word) {
        long quotes = word ^ (ONES * '"');
        long backslashes = word ^ (ONES * '\\');
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - ONES * ' ') & ~word))
                & MARKS;
    }

    /** Marks bytes that are not ASCII. */
    static long notAscii(long word) {
        return word & MARKS;
    }

    /**
     * Marks what {@link #special} and {@link #notAscii} mark. Cheaper than both, because no test has to exclude other bytes.
     */
    static long notPlain(long word) {
        long quotes = word ^ (ONES * '"');
        long backslashes = word ^ (ONES * '\\');
        return ((quotes - ONES) | (backslashes - ONES) | (word - ONES * ' ') | word) & MARKS;
    }

    /** Marks bytes that are not ASCII digits. */
    public static long notDigits(long word) {
        long digits = word ^ (ONES * '0');
        return (digits | (digits + ONES * (0x80 - 10))) & MARKS;
    }

    /** Marks the bytes that end or escape a name or tag value in line protocol: commas, equals signs, backslashes, blanks. */
    static long delimiters(long word) {
        long commas = word ^ (ONES * ',');
        long equals = word ^ (ONES * '=');
        long backslashes = word ^ (ONES * '\\');
        return (((commas - ONES) & ~commas)
                        | ((equals - ONES) & ~equals)
                        | ((backslashes - ONES) & ~backslashes)
                        | ((word - ONES * (' ' + 1)) & ~word))
                & MARKS;
    }

    /** Returns the number of bytes before the lowest mark; 8 without a mark. */
    public static int before(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /**
     * Parses {@code whole} digits, a decimal point and {@code fraction} digits as one integer, without the point.
     *
     * @param word ASCII digits and the point
     * @param whole number of digits before the point; together with {@code fraction} 1 to 7
     * @param fraction number of digits after the point; 0 without a point
     */
    public static long number(long word, int whole, int fraction) {
        long digits = word ^ (ONES * '0');
        long behindPoint = first(digits >>> (8 * whole) >>> 8, fraction);
        long joined = first(digits, whole) | (behindPoint << (8 * whole));
        return eightDigits(joined << (8 * (Long.BYTES - whole - fraction)));
    }

    /** Parses eight ASCII digits. */
    public static long eightDigitNumber(long word) {
        return eightDigits(word ^ (ONES * '0'));
    }

    /** Combines digits into pairs, then into numbers of four and of eight digits (Lemire 2018, "Quickly parsing eight digits"). */
    private static long eightDigits(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        long odd = (pairs & EVERY_FOURTH) * (100 + (1_000_000L << 32));
        long even = ((pairs >>> 16) & EVERY_FOURTH) * (1 + (10_000L << 32));
        return (odd + even) >>> 32;
    }
}
