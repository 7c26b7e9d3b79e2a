package io.arrowgate.decode.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which values each column type accepts, and the resulting cells. */
class ValueParsersTest {
    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            string, "text", text
            string, "", ``
            string, " kept ", ` kept `
            string, 12.50, 12.50
            string, true, true
            string, "\\u00e9", é
            boolean, true, true
            boolean, "False", false
            boolean, 1, true
            boolean, 0, false
            boolean, "1", true
            boolean, 1.0, true
            boolean, "0.0", false
            boolean, "ON", true
            boolean, "off", false
            boolean, "Yes", true
            boolean, "no", false
            boolean, "T", true
            boolean, "f", false
            int32, -2147483648, -2147483648
            int32, "2147483647", 2147483647
            int32, " 7 ", 7
            int32, 12.0, 12
            int32, 1e3, 1000
            int32, 120e-1, 12
            int32, -0, 0
            int32, 0e99999999999, 0
            int64, 9223372036854775807, 9223372036854775807
            int64, -9223372036854775808, -9223372036854775808
            int64, "000000000000000000000000000042", 42
            int64, 5.00000000000000000000000000, 5
            uint64, 18446744073709551615, 18446744073709551615
            uint64, "18446744073709551615", 18446744073709551615
            uint64, 9223372036854775808, 9223372036854775808
            uint64, 7.0, 7
            uint64, -0, 0
            float32, 0.1, 0.1
            float32, 3.4028234663852886e38, 3.4028235E38
            float32, 1e-60, 0.0
            float32, 16777217, 1.6777216E7
            float32, "12", 12.0
            float64, 0.1, 0.1
            float64, -1.7976931348623157e308, -1.7976931348623157E308
            float64, 123456789012345678901234567890, 1.2345678901234568E29
            """)
    void validValueBecomesCell(String type, String json, String cell) throws Exception {
        assertThat(decode(type, json)).asString().isEqualTo(cell);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            int32, {"a":1}
            boolean, [1]
            boolean, 2
            boolean, 0.5
            boolean, "maybe"
            boolean, 10
            int32, 2147483648
            int32, -2147483649
            int32, 1.5
            int32, 1e10
            int32, true
            int32, "0x10"
            int64, 9223372036854775808
            int64, 1e99999999999
            int64, 1e-99999999999
            uint64, 18446744073709551616
            uint64, -1
            uint64, 0.5
            float32, 3.5e38
            float32, -1e999999
            float32, "1f"
            float32, "."
            float64, 1e309
            float64, "Infinitely"
            float64, "1 2"
            date, "2024-02-30"
            date, "2024-5-1"
            timestamp, "yesterday"
            """)
    void valueOfWrongTypeIsRejected(String type, String json) {
        UndecodableRecordException rejected =
                catchThrowableOfType(UndecodableRecordException.class, () -> decode(type, json));

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.BAD_VALUE);
        assertThat(rejected).hasMessageStartingWith("v: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "boolean", "int32", "int64", "uint64", "float32", "float64", "date", "timestamp"})
    void nullAndMissingValueAreNull(String type) throws Exception {
        assertThat(decode(type, "null")).isNull();
        assertThat(new DecodedRows(TestStreams.json("UTC", "name: v, type: " + type)).decode("{\"k\":\"a\",\"at\":1}"))
                .containsEntry("v", null);
    }

    @Test
    void missingRequiredValueIsRejected() {
        UndecodableRecordException rejected =
                catchThrowableOfType(UndecodableRecordException.class, () -> decode("int32, required: true", "null"));

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.MISSING_VALUE);
        assertThat(rejected).hasMessage("v: has no value");
    }

    @Test
    void instantBecomesDayInTheStreamsTimeZone() throws Exception {
        DecodedRows decodedRows = new DecodedRows(TestStreams.json("America/New_York", "name: v, type: date"));

        assertThat(decodedRows.decode("{\"k\":\"a\",\"at\":1,\"v\":\"2024-02-29\"}"))
                .containsEntry("v", LocalDate.of(2024, 2, 29));
        assertThat(decodedRows.decode("{\"k\":\"a\",\"at\":1,\"v\":1714525200}"))
                .containsEntry("v", LocalDate.of(2024, 4, 30));
    }

    @Test
    void messageQuotesOnlyTheBeginningOfLongValue() {
        UndecodableRecordException rejected = catchThrowableOfType(
                UndecodableRecordException.class, () -> decode("int32", '"' + "x".repeat(1_000_000) + '"'));

        assertThat(rejected).hasMessageStartingWith("v: '" + "x".repeat(40) + "...' is too long for a number; ");
    }

    @Test
    void floatsAndDoublesAreRoundedLikeTheLibrary() {
        ValueParser floats = new FloatParser();
        ValueParser doubles = new DoubleParser();
        RowBuffer row = new RowBuffer(2);
        Random random = new Random(42);
        for (int i = 0; i < 300_000; i++) {
            String text = number(random);
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            float expected = Float.parseFloat(text);
            assertThat(floats.parse(bytes, 0, bytes.length, row, 0)).isEqualTo(!Float.isInfinite(expected));
            if (!Float.isInfinite(expected) && row.bits(0) != Float.floatToRawIntBits(expected)) {
                assertThat(Float.intBitsToFloat((int) row.bits(0))).as(text).isEqualTo(expected);
            }
            doubles.parse(bytes, 0, bytes.length, row, 1);
            if (row.bits(1) != Double.doubleToRawLongBits(Double.parseDouble(text))) {
                assertThat(Double.longBitsToDouble(row.bits(1))).as(text).isEqualTo(Double.parseDouble(text));
            }
        }
    }

    /** Creates ordinary numbers, numbers of random bits, and midpoints between two floats. */
    private static String number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(100_000) / 100.0 + "";
            case 1 -> random.nextInt() + "e" + (random.nextInt(90) - 45);
            case 2 -> Float.toString(Math.abs(random.nextFloat()) * 1e-37f);
            default -> {
                float value = Float.intBitsToFloat(random.nextInt(0x7F000000));
                double middle = (value + (double) Math.nextUp(value)) / 2;
                yield new BigDecimal(middle, new MathContext(15 + random.nextInt(40))).toString();
            }
        };
    }

    private static Object decode(String type, String json) throws UndecodableRecordException {
        DecodedRows decodedRows = new DecodedRows(TestStreams.json("UTC", "name: v, type: " + type));
        return decodedRows.decode("{\"k\":\"a\",\"at\":1,\"v\":" + json + "}").get("v");
    }
}
