package io.arrowgate.common;

/** Checks that bytes are valid UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8Validator {
    private Utf8Validator() {}

    public static boolean isValid(byte[] bytes) {
        int at = 0;
        while (true) {
            at = skipAscii(bytes, at);
            if (at == bytes.length) {
                return true;
            }
            int length = sequenceLength(bytes, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
    }

    /** Returns the position of the first byte from {@code at} that is not ASCII, or the end. */
    private static int skipAscii(byte[] bytes, int at) {
        int next = at;
        while (next <= bytes.length - 4 * Long.BYTES && Swar.notAscii(fourLongs(bytes, next)) == 0) {
            next += 4 * Long.BYTES;
        }
        while (next <= bytes.length - Long.BYTES && Swar.notAscii(Swar.load(bytes, next)) == 0) {
            next += Long.BYTES;
        }
        while (next < bytes.length && bytes[next] >= 0) {
            next++;
        }
        return next;
    }

    /** Returns the bitwise OR of four longs. */
    private static long fourLongs(byte[] bytes, int at) {
        return Swar.load(bytes, at)
                | Swar.load(bytes, at + Long.BYTES)
                | Swar.load(bytes, at + 2 * Long.BYTES)
                | Swar.load(bytes, at + 3 * Long.BYTES);
    }

    /** Returns the length of the multi-byte sequence at {@code at}; 0 if it is invalid. */
    private static int sequenceLength(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        int second = at + 1 < bytes.length ? bytes[at + 1] & 0xFF : 0;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return isContinuation(second) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            int lowest = lead == 0xE0 ? 0xA0 : 0x80;
            int highest = lead == 0xED ? 0x9F : 0xBF;
            return second >= lowest && second <= highest && isContinuation(bytes, at + 2) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            int lowest = lead == 0xF0 ? 0x90 : 0x80;
            int highest = lead == 0xF4 ? 0x8F : 0xBF;
            boolean valid = second >= lowest
                    && second <= highest
                    && isContinuation(bytes, at + 2)
                    && isContinuation(bytes, at + 3);
            return valid ? 4 : 0;
        }
        return 0;
    }

    private static boolean isContinuation(byte[] bytes, int at) {
        return at < bytes.length && isContinuation(bytes[at] & 0xFF);
    }

    private static boolean isContinuation(int unsigned) {
        return (unsigned & 0xC0) == 0x80;
    }
}
