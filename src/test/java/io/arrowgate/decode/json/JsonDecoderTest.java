package io.arrowgate.decode.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {
    private final DecodedRows decodedRows =
            new DecodedRows(TestStreams.json("UTC", "name: v, type: string, aliases: [Val, w]"));

    @ParameterizedTest
    @ValueSource(strings = {"v", "V", "Val", "vAL", "w", "w   ", " v", "\\u0076"})
    void namesAndAliasesMatchRegardlessOfCaseAndBlanks(String name) throws Exception {
        assertThat(decodedRows.decode("{\"k\":\"a\",\"at\":1,\"" + name + "\":\"x\"}"))
                .containsEntry("v", "x");
    }

    @Test
    void lastValueOfDuplicateNameIsUsedInAnyOrder() throws Exception {
        assertThat(decodedRows.decode("{\"v\":\"x\",\"at\":1,\"k\":\"a\",\"Val\":\"y\",\"v\":\"z\"}"))
                .containsEntry("v", "z");
        assertThat(decodedRows.decode("{\"k\":\"a\",\"v\":\"z\",\"v\":null,\"at\":1}"))
                .containsEntry("v", null);
        assertThat(decodedRows.decode("{\"k\":\"a\",\"v\":[1],\"v\":\"z\",\"at\":1}"))
                .containsEntry("v", "z");
    }

    @Test
    void unknownFieldsAreCountedAndIgnored() throws Exception {
        decodedRows.decode("{\"k\":\"a\",\"at\":1,\"x\":{\"v\":1,\"y\":[{}]},\"z\":\"\\n\",\"value\":0}");

        assertThat(decodedRows.decoder().unknownFields()).isEqualTo(3);
    }

    @Test
    void recordWithManyFieldsIsDecoded() throws Exception {
        StringBuilder record = new StringBuilder("{\"k\":\"a\",\"at\":1");
        for (int i = 0; i < 1_000; i++) {
            record.append(",\"f").append(i).append("\":").append(i);
        }
        record.append(",\"v\":\"x\"}");

        for (int i = 0; i < 3; i++) {
            assertThat(decodedRows.decode(record.toString())).containsEntry("v", "x");
        }
        assertThat(decodedRows.decoder().unknownFields()).isEqualTo(3_000);
    }

    @Test
    void hugeFieldsAreDecoded() throws Exception {
        String huge = "é".repeat(5_000_000);

        Map<String, Object> plain = decodedRows.decode("{\"k\":\"a\",\"at\":1,\"v\":\"" + huge + "\"}");
        Map<String, Object> escaped = decodedRows.decode("{\"k\":\"a\",\"at\":1,\"v\":\"" + huge + "\\n\"}");

        assertThat(plain.get("v").equals(huge)).isTrue();
        assertThat(escaped.get("v").equals(huge + "\n")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t "})
    void recordWithoutValueIsEmpty(String value) {
        assertThat(rejection(value.getBytes(StandardCharsets.UTF_8)).reason()).isEqualTo(DeadLetterReason.EMPTY);
        assertThat(rejection(null).reason()).isEqualTo(DeadLetterReason.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "1",
                "\"text\"",
                "null",
                "{",
                "{\"k\"}",
                "{\"k\":}",
                "{\"k\":\"a\",}",
                "{\"k\":\"a\"}}",
                "{\"k\":NaNs}",
                "{\"k\":Infinit}",
                "{\"k\":01}",
                "{\"k\":1.}",
                "{\"k\":.5}",
                "{\"k\":+1}",
                "{'k':1}",
                "{k:1}",
                "{\"k\":\"\t\"}",
                "{\"k\":\"\\x\"}",
                "{\"k\":\"\\ud800\"}",
                "{\"k\":truE}",
                "{\"k\":1 /**/}",
                "{\"k\":\"a\0\"}",
                "plain text"
            })
    void otherThanJsonObjectIsMalformed(String value) {
        UndecodableRecordException rejected = rejection(value.getBytes(StandardCharsets.UTF_8));

        assertThat(rejected.reason()).isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(rejected.getMessage()).startsWith("not ").hasSizeLessThan(200);
    }

    @Test
    void contentAfterTheObjectIsMalformed() throws Exception {
        String record = "{\"k\":\"a\",\"at\":1}";

        assertThat(decodedRows.decode(record + " \r\n")).containsEntry("k", "a");
        assertThat(rejection((record + record.substring(1)).getBytes(StandardCharsets.UTF_8)))
                .hasMessage("not one JSON object: something follows it");
    }

    @Test
    void textThatIsNotUtf8IsMalformed() {
        int[][] broken = {{0xC3}, {0xC0, 0x80}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}, {0xE9, 'x', 'x'}, {0xFF}};
        for (int[] bytes : broken) {
            StringBuilder latin = new StringBuilder();
            for (int b : bytes) {
                latin.append((char) b);
            }
            byte[] value = ("{\"k\":\"" + latin + "\",\"at\":1}").getBytes(StandardCharsets.ISO_8859_1);
            assertThat(rejection(value))
                    .hasMessageStartingWith("not UTF-8: byte 0x%02x at 6, after '{\"k\":\"'; ".formatted(bytes[0]));
        }
    }

    @Test
    void otherEncodingsAreMalformed() {
        String record = "{\"k\":\"a\",\"at\":1}";

        assertThat(rejection(record.getBytes(StandardCharsets.UTF_16LE)).reason())
                .isEqualTo(DeadLetterReason.MALFORMED);
        assertThat(rejection(record.getBytes(StandardCharsets.UTF_16BE)).reason())
                .isEqualTo(DeadLetterReason.MALFORMED);
    }

    @Test
    void deepNestingIsMalformed() throws Exception {
        String start = "{\"k\":\"a\",\"at\":1,\"x\":";

        assertThat(decodedRows.decode(start + "[".repeat(900) + "]".repeat(900) + "}"))
                .containsEntry("k", "a");
        assertThat(rejection((start + "[".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8))
                        .reason())
                .isEqualTo(DeadLetterReason.MALFORMED);
    }

    private UndecodableRecordException rejection(byte[] value) {
        return catchThrowableOfType(UndecodableRecordException.class, () -> decodedRows.decode(value, -1));
    }

    @Test
    void namesThatDifferInCaseOnlyAreDifferentFields() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json(
                "UTC",
                "name: P, type: int32}\n  - {name: power, type: int32, source: [p]}\n  - {name: Temp, type: int32"));

        assertThat(rows.decode("{\"K\":\"a\",\"at\":1,\"P\":7,\"p\":8,\"TEMP\":9}"))
                .containsEntry("k", "a")
                .containsEntry("P", 7)
                .containsEntry("power", 8)
                .containsEntry("Temp", 9);
        assertThat(rows.decode("{\"k\":\"a\",\"at\":1,\"p\":8}"))
                .containsEntry("P", null)
                .containsEntry("power", 8);
    }

    @Test
    void byteOrderMarkIsSkipped() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", "name: v, type: int32"));

        for (int i = 0; i < 2; i++) {
            assertThat(rows.decode("\ufeff{\"k\":\"a\",\"at\":1,\"v\":7}")).containsEntry("v", 7);
        }
    }

    @Test
    void unsignedNumberOfTemplateRecordIsExact() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", "name: v, type: uint64"));

        for (String number : new String[] {"1", "12345678901234567", "18446744073709551615", "0", "-0"}) {
            assertThat(rows.decode("{\"k\":\"a\",\"at\":1,\"v\":" + number + "}"))
                    .containsEntry("v", number.replace("-", ""));
        }
    }
}
