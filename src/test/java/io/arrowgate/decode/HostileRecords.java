package io.arrowgate.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Mutates ordinary values into hostile ones, deterministically by seed. */
public final class HostileRecords {
    private static final int DEEPEST = 3_000;
    private static final List<String> FRAGMENTS = List.of(
            "\u0000",
            "\\u0000",
            "\\ud83d",
            "null",
            "NaN",
            "-0",
            "1e999",
            "-1e-999",
            "\"",
            "\"\"",
            "{",
            "}",
            "[",
            "\r\n",
            "\n",
            ",",
            ":",
            "\\",
            "\u2028",
            "\uFEFF",
            "é",
            "\uD83D\uDE80",
            "9223372036854775808",
            "0x10",
            "'",
            "true",
            "=",
            " ",
            "\\,",
            "#");

    private final Random random;
    private final List<byte[]> originals;

    public HostileRecords(long seed, List<String> originals) {
        random = new Random(seed);
        this.originals = originals.stream().map(text -> text.getBytes(UTF_8)).toList();
    }

    /** Returns an original after one to three mutations, or occasionally random bytes. */
    public byte[] next() {
        if (random.nextInt(50) == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] record = original();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            record = mutate(record);
        }
        return record;
    }

    private byte[] original() {
        return originals.get(random.nextInt(originals.size())).clone();
    }

    /** Returns a mutation of a record, of equal or different meaning; may modify the given array. */
    public byte[] mutate(byte[] record) {
        int start = random.nextInt(record.length + 1);
        int end = Math.min(record.length, start + 1 + random.nextInt(12));
        return switch (random.nextInt(9)) {
            case 0 -> flipBit(record);
            case 1 -> replace(record, start, end, new byte[0]);
            case 2 -> replace(record, end, end, Arrays.copyOfRange(record, start, end));
            case 3 -> splice(record, start);
            case 4 -> Arrays.copyOf(record, start);
            case 5 -> replace(record, start, random.nextBoolean() ? start : end, fragment());
            case 6 ->
                replace(record, start, start, Arrays.copyOf("\uD83D\uDE80".getBytes(UTF_8), 1 + random.nextInt(3)));
            case 7 -> inPlaceOfAValue(record, fragment());
            default -> inPlaceOfAValue(record, oversized());
        };
    }

    private byte[] flipBit(byte[] record) {
        if (record.length > 0) {
            record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return record;
    }

    /** Joins the beginning of one record with the end of another: in JSON often an object within another. */
    private byte[] splice(byte[] record, int start) {
        byte[] other = original();
        return replace(
                record, start, record.length, Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
    }

    private byte[] fragment() {
        return FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(UTF_8);
    }

    /** Returns deep nesting, closed or not, numbers of many digits, or long text. */
    private byte[] oversized() {
        int size = 1 + random.nextInt(DEEPEST);
        String text =
                switch (random.nextInt(5)) {
                    case 0 -> "[".repeat(size) + "]".repeat(size);
                    case 1 -> "{\"a\":".repeat(size);
                    case 2 -> "9".repeat(size);
                    case 3 -> "0." + "0".repeat(size) + "1e" + "9".repeat(1 + random.nextInt(20));
                    default -> '"' + "\u00e9".repeat(size) + '"';
                };
        return text.getBytes(UTF_8);
    }

    /** Replaces a value: from after a colon or comma to the next comma. */
    private byte[] inPlaceOfAValue(byte[] record, byte[] value) {
        int start = random.nextInt(record.length + 1);
        while (start > 0 && record[start - 1] != ':' && record[start - 1] != ',') {
            start--;
        }
        int end = start;
        while (end < record.length && record[end] != ',' && record[end] != '}') {
            end++;
        }
        return replace(record, start, end, value);
    }

    private static byte[] replace(byte[] bytes, int start, int end, byte[] middle) {
        byte[] result = Arrays.copyOf(bytes, start + middle.length + bytes.length - end);
        System.arraycopy(middle, 0, result, start, middle.length);
        System.arraycopy(bytes, end, result, start + middle.length, bytes.length - end);
        return result;
    }
}
