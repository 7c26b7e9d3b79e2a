package io.arrowgate.decode;

import io.arrowgate.common.ByteRanges;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Names what an undecodable record or file is if it is not text in UTF-8. Never used for records that decode. */
public final class ForeignEncodings {
    private static final String COMPRESSED =
            "send the text as it is, and let Kafka compress it: compression.type of the producer";

    private static final String NOT_FRAMED =
            "use a converter or serializer without schema registry, such as Kafka Connect's JsonConverter with schemas.enable=false";

    private static final String SEND_TEXT = "send JSON, CSV or line protocol";

    private static final String SEND_UTF_8 = "send UTF-8";

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("1f8b", "compressed with gzip", COMPRESSED),
            new Signature("28b52ffd", "compressed with zstd", COMPRESSED),
            new Signature("04224d18", "compressed with lz4", COMPRESSED),
            new Signature("ff060000734e61507059", "compressed with snappy", COMPRESSED),
            new Signature("82534e4150505900", "compressed with snappy", COMPRESSED),
            new Signature("7801", "compressed with zlib", COMPRESSED),
            new Signature("789c", "compressed with zlib", COMPRESSED),
            new Signature("78da", "compressed with zlib", COMPRESSED),
            new Signature("504b0304", "a zip file", SEND_TEXT),
            new Signature("4f626a01", "an Avro file", SEND_TEXT),
            new Signature("c301", "Avro", SEND_TEXT),
            new Signature("aced0005", "a serialized Java object", SEND_TEXT),
            new Signature("fffe0000", "text in UTF-32", SEND_UTF_8),
            new Signature("0000feff", "text in UTF-32", SEND_UTF_8),
            new Signature("fffe", "text in UTF-16", SEND_UTF_8),
            new Signature("feff", "text in UTF-16", SEND_UTF_8));

    /** Bytes that are examined. */
    private static final int SAMPLE = 256;

    /** A larger share of control characters is binary data: one in this number. */
    private static final int TEXT_PER_CONTROL = 8;

    /** Magic byte and schema id. */
    private static final int FRAME = 5;

    /** Precedes each element of a JSON text sequence (RFC 7464). */
    private static final byte RECORD_SEPARATOR = 0x1e;

    private ForeignEncodings() {}

    /** Describes the encoding and the fix; returns null for UTF-8 text. */
    public static String describe(byte[] value) {
        for (Signature signature : SIGNATURES) {
            if (signature.matches(value)) {
                return "not plain text but %s; %s".formatted(signature.name, signature.fix);
            }
        }
        if (isUtf16(value)) {
            return "not plain text but text in UTF-16; " + SEND_UTF_8;
        }
        if (isFramed(value)) {
            return "not plain text but %s with Confluent framing, schema id %d; %s"
                    .formatted(
                            value[FRAME] == '{' || value[FRAME] == '[' ? "JSON" : "Avro or Protobuf",
                            ByteBuffer.wrap(value).getInt(1),
                            NOT_FRAMED);
        }
        int end = withoutZeros(value);
        if (end < value.length && control(Arrays.copyOf(value, end)) < 0) {
            return "the text ends with a zero byte at %d, as the strings of C do; send it without".formatted(end);
        }
        int invalid = invalidUtf8(value);
        int control = control(value);
        if (control >= 0 && (control == 0 || invalid >= 0 || hasManyControls(value))) {
            return "not plain text but binary data, such as Avro or Protobuf: byte 0x%02x at %d; %s"
                    .formatted(value[control], control, SEND_TEXT);
        }
        if (invalid >= 0) {
            return "not UTF-8: byte 0x%02x at %d, after '%s'; %s, not an encoding such as Latin-1"
                    .formatted(
                            value[invalid],
                            invalid,
                            ByteRanges.excerpt(value, Math.max(0, invalid - 20), invalid),
                            SEND_UTF_8);
        }
        return null;
    }

    private static boolean isFramed(byte[] value) {
        return value.length > FRAME && value[0] == 0 && ByteBuffer.wrap(value).getInt(1) > 0;
    }

    /** Returns whether every second byte of the sample is zero, or nearly, and no other. */
    private static boolean isUtf16(byte[] value) {
        int pairs = Math.min(value.length, SAMPLE) / 2;
        int[] zeros = new int[2];
        for (int i = 0; i < 2 * pairs; i++) {
            zeros[i % 2] += value[i] == 0 ? 1 : 0;
        }
        return pairs > 1 && Math.min(zeros[0], zeros[1]) == 0 && 4 * Math.max(zeros[0], zeros[1]) >= 3 * pairs;
    }

    /** Returns the position of the first byte that is not UTF-8, or -1. */
    private static int invalidUtf8(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        CharBuffer text = CharBuffer.allocate(SAMPLE);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(bytes, text, true);
        while (result.isOverflow()) {
            result = decoder.decode(bytes, text.clear(), true);
        }
        return result.isError() ? bytes.position() : -1;
    }

    /** Returns the length without zero bytes at the end. */
    private static int withoutZeros(byte[] value) {
        int end = value.length;
        while (end > 0 && value[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static int control(byte[] value) {
        for (int i = 0; i < Math.min(value.length, SAMPLE); i++) {
            if (isControl(value[i])) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasManyControls(byte[] value) {
        int controls = 0;
        int length = Math.min(value.length, SAMPLE);
        for (int i = 0; i < length; i++) {
            controls += isControl(value[i]) ? 1 : 0;
        }
        return controls * TEXT_PER_CONTROL > length;
    }

    private static boolean isControl(byte b) {
        return b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != RECORD_SEPARATOR;
    }

    /** First bytes, in hexadecimal, of records in one encoding. */
    private record Signature(String hex, String name, String fix) {
        boolean matches(byte[] value) {
            byte[] first = HexFormat.of().parseHex(hex);
            return value.length >= first.length && Arrays.equals(first, 0, first.length, value, 0, first.length);
        }
    }
}
