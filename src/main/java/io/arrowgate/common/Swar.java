package io.arrowgate.common;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time in one long, without a branch for each ("SIMD within a register"): the byte that comes first is the
 * lowest one.
 *
 * <p>Lengths of numbers and names differ from record to record, so that a loop over their bytes costs the processor a wrong guess
 * at nearly every end; a count of bits does not. The tests for bytes in a range are those of Anderson's "Bit Twiddling Hacks",
 * {@code hasless}, {@code hasmore} and {@code haszero}: of the marks that they set, the lowest one is always right.
 */
public final class Swar {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long MARKS = 0x8080808080808080L;
    private static final long EVERY_FOURTH = 0x000000FF000000FFL;

    private Swar() {}

    /** The eight bytes from {@code at}, which must all be there. */
    public static long load(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The eight bytes from {@code at}; zeros stand for those behind the array's end. */
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

    /** The lowest bytes of a word, {@code count} from 0 to 7 of them; zeros stand for the others. */
    public static long first(long word, int count) {
        return word & ((1L << (Byte.SIZE * count)) - 1);
    }

    /** Marks what ends or complicates a JSON string: quotes, backslashes and control characters. */
    public static long special(long word) {
        long quotes = word ^ (ONES * '"');
        long backslashes = word ^ (ONES * '\\');
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - ONES * ' ') & ~word))
                & MARKS;
    }

    /** Marks bytes beyond ASCII. */
    static long notAscii(long word) {
        return word & MARKS;
    }

    /**
     * Marks what {@link #special} and {@link #notAscii} mark. Since bytes beyond ASCII count as well, no test has to leave them out.
     */
    static long notPlain(long word) {
        long quotes = word ^ (ONES * '"');
        long backslashes = word ^ (ONES * '\\');
        return ((quotes - ONES) | (backslashes - ONES) | (word - ONES * ' ') | word) & MARKS;
    }

    /** Marks bytes that are no ASCII digits. */
    public static long notDigits(long word) {
        long digits = word ^ (ONES * '0');
        return (digits | (digits + ONES * (0x80 - 10))) & MARKS;
    }

    /** Marks what ends or escapes a name or a tag's value in the line protocol: commas, equals signs, backslashes, blanks. */
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

    /** How many bytes come before the lowest mark; 8 if there is none. */
    public static int before(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /**
     * The number that the first {@code whole} digits and {@code fraction} more make, one byte between the two left out.
     *
     * @param word ASCII digits where they are said to be
     * @param whole how many there are before the byte that is left out; with {@code fraction} 1 to 7
     * @param fraction how many there are behind it; 0 if no byte is left out
     */
    public static long number(long word, int whole, int fraction) {
        long digits = word ^ (ONES * '0');
        long behindPoint = first(digits >>> (8 * whole) >>> 8, fraction);
        long joined = first(digits, whole) | (behindPoint << (8 * whole));
        return eightDigits(joined << (8 * (Long.BYTES - whole - fraction)));
    }

    /** The number that eight ASCII digits make. */
    public static long eightDigitNumber(long word) {
        return eightDigits(word ^ (ONES * '0'));
    }

    /** Joins digits to pairs, and these to numbers of four and of eight digits (Lemire 2018, "Quickly parsing eight digits"). */
    private static long eightDigits(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        long odd = (pairs & EVERY_FOURTH) * (100 + (1_000_000L << 32));
        long even = ((pairs >>> 16) & EVERY_FOURTH) * (1 + (10_000L << 32));
        return (odd + even) >>> 32;
    }
}
