package io.arrowgate.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Compares the results for eight bytes at once with those for single bytes. */
class SwarTest {
    private static final String EDGES = "/0059:;<=>-+ \u001f!\"#[\\].,}\u007f\u0000\u0080\u00ff\u00ba\u00b0";

    @Test
    void lowestMarkIsTheFirstMatchingByte() {
        Random random = new Random(7);
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = bytes(random);
            long word = Swar.load(bytes, 0);
            assertThat(Swar.before(Swar.notDigits(word))).isEqualTo(first(bytes, b -> b < '0' || b > '9'));
            assertThat(Swar.before(Swar.special(word))).isEqualTo(first(bytes, b -> b < ' ' || b == '"' || b == '\\'));
            assertThat(Swar.before(Swar.notAscii(word))).isEqualTo(first(bytes, b -> b > 127));
            assertThat(Swar.before(Swar.notPlain(word)))
                    .isEqualTo(first(bytes, b -> b < ' ' || b == '"' || b == '\\' || b > 127));
            assertThat(Swar.before(Swar.delimiters(word)))
                    .isEqualTo(first(bytes, b -> b <= ' ' || b == ',' || b == '=' || b == '\\'));
        }
    }

    @Test
    void digitsAroundPointAreParsedAsOneNumber() {
        for (int whole = 1; whole <= 7; whole++) {
            for (int fraction = 0; fraction == 0 || whole + fraction <= 7; fraction++) {
                String digits = "98765432".substring(0, whole + fraction);
                String written = fraction == 0 ? digits : digits.substring(0, whole) + "." + digits.substring(whole);
                long word = Swar.load((written + "}9999999").getBytes(StandardCharsets.US_ASCII), 0);
                assertThat(Swar.number(word, whole, fraction)).as(written).isEqualTo(Long.parseLong(digits));
            }
        }
    }

    @Test
    void eightDigitsAreParsed() {
        for (String digits : new String[] {"00000000", "12345678", "99999999", "10000001"}) {
            assertThat(Swar.eightDigitNumber(Swar.load(digits.getBytes(StandardCharsets.US_ASCII), 0)))
                    .isEqualTo(Long.parseLong(digits));
        }
    }

    @Test
    void bytesBeyondTheEndAreZero() {
        byte[] bytes = "abcdefghijkl".getBytes(StandardCharsets.US_ASCII);
        for (int length = 0; length <= bytes.length; length++) {
            byte[] array = Arrays.copyOf(bytes, length);
            for (int at = 0; at <= length; at++) {
                byte[] padded = Arrays.copyOf(Arrays.copyOfRange(array, at, length), Long.BYTES);
                assertThat(Swar.loadOrZero(array, at)).isEqualTo(Swar.load(padded, 0));
            }
        }
    }

    /** Creates random bytes, more often near the bounds of the ranges. */
    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (random.nextInt(4) > 0) {
                bytes[i] = (byte)
                        (random.nextBoolean()
                                ? '0' + random.nextInt(10)
                                : EDGES.charAt(random.nextInt(EDGES.length())));
            }
        }
        return bytes;
    }

    private static int first(byte[] bytes, IntPredicate kind) {
        int at = 0;
        while (at < bytes.length && !kind.test(bytes[at] & 0xFF)) {
            at++;
        }
        return at;
    }
}
