package io.arrowgate.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.common.Utf8Validator;
import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.FuzzedStream;
import io.arrowgate.decode.HostileRecords;
import io.arrowgate.decode.RecordDecoder;
import io.arrowgate.decode.RecordDecoders;
import io.arrowgate.decode.row.FieldIndex;
import io.arrowgate.decode.row.FieldValues;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.StreamDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that the scanner accepts only records that the library accepts, with the same values. */
@ParameterizedClass
@EnumSource(names = {"SENSORS", "NESTED"})
class JsonDifferentialTest {
    private static final int CASES = 100_000;
    private static final long SEED = 20240501;

    private static final List<String> RECORDS = List.of(
            """
            {"device":"sensor-0042","ts":"2024-05-01T12:34:56.789012Z","cpu_used":12.34,"cpu_free":87.66,"memory_used":45.6}""",
            """
            { "ts" : 1714566896789 , "device" : "Zürich \uD83D\uDE80", "extra" : {"a":[1,2.5e3,{"b":null}],"c":{}}, "cpu_used":-0.0 }
            """,
            """
            {"device":"x","device":7,"TS":"1714566896","cpu_free ":true,"run_elapsed_ms":1e3,"memory_free":null,"memory_used":[]}""",
            "{\"device\":\"with \\\"escapes\\\" \\u00e9\",\"ts\":\"2024-05-01 12:34\",\"d\\u0065vice\":\"y\"}",
            "{}");

    /** Inserted by mutations: bytes and words with a meaning in JSON. */
    private static final List<byte[]> FRAGMENTS = bytes(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\\",
            "\\u0041",
            "0",
            "-",
            ".",
            "e",
            "E+",
            "01",
            "1e999",
            "true",
            "null",
            "NaN",
            " ",
            "\n",
            "\t",
            "\u0000",
            "\u007f",
            "é",
            "\uD83D\uDE80",
            "//",
            "'",
            "\"device\":",
            "\"rx\":[",
            "\"data\":{",
            "\"payload\":{\"temperature\":1},",
            "\"data.n\":3,",
            ",\"ts\":1",
            "\"cpu_used\":1.5,");

    private final StreamDefinition stream;
    private final List<String> records;
    private final FieldIndex fields;
    private final JsonScanner scanner = new JsonScanner();
    private final LibraryJsonReader library = new LibraryJsonReader();
    private final Random random = new Random(SEED);
    private final HostileRecords hostile;

    JsonDifferentialTest(FuzzedStream fuzzed) {
        stream = fuzzed.definition();
        records = fuzzed == FuzzedStream.SENSORS ? RECORDS : fuzzed.records();
        fields = new FieldIndex(stream);
        hostile = new HostileRecords(SEED, records);
    }

    @Test
    void scannerAndLibraryAgreeOnMutatedRecords() {
        FieldValues scanned = new FieldValues(fields);
        FieldValues read = new FieldValues(fields);
        int taken = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] record = mutate(records.get(random.nextInt(records.size())).getBytes(StandardCharsets.UTF_8));
            scanned.clear();
            read.clear();
            if (Utf8Validator.isValid(record) && scanner.scan(record, fields.root(), scanned)) {
                taken++;
                String json = new String(record, StandardCharsets.UTF_8);
                assertThat(rejection(record, read)).as(json).isNull();
                assertThat(show(scanned)).as(json).isEqualTo(show(read));
            }
        }
        assertThat(taken).as("records that the scanner accepts").isGreaterThan(CASES / 10);
    }

    @Test
    void scannerAcceptsOrdinaryRecords() {
        FieldValues values = new FieldValues(fields);
        for (String record : records.subList(0, 2)) {
            assertThat(scanner.scan(record.getBytes(StandardCharsets.UTF_8), fields.root(), values))
                    .as(record)
                    .isTrue();
        }
    }

    /** Compares a decoder that has learned a template from an ordinary record with one that has no template. */
    @Test
    void rowDoesNotDependOnThePreviousRecord() {
        byte[] before = records.get(0).getBytes(StandardCharsets.UTF_8);
        RecordDecoder expecting = RecordDecoders.of(stream);
        int rows = 0;
        for (int i = 0; i < CASES / 10; i++) {
            byte[] record = mutate(before);
            outcome(expecting, before);
            String expected = outcome(RecordDecoders.of(stream), record);
            assertThat(outcome(expecting, record))
                    .as(new String(record, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
            rows += expected.contains("={") ? 1 : 0;
        }
        assertThat(rows).isGreaterThan(CASES / 100);
    }

    private String outcome(RecordDecoder decoder, byte[] record) {
        return new DecodedRows(stream, decoder)
                .decodeAll(DecodedRows.record(record, -1))
                .toString();
    }

    private String rejection(byte[] record, FieldValues values) {
        try {
            library.read(record, fields.root(), values);
            return null;
        } catch (UndecodableRecordException e) {
            return e.getMessage();
        }
    }

    private byte[] mutate(byte[] record) {
        if (random.nextInt(4) == 0) {
            return hostile.mutate(record.clone());
        }
        byte[] mutated = record;
        for (int n = random.nextInt(3); n > 0; n--) {
            int start = random.nextInt(mutated.length + 1);
            int end = Math.min(mutated.length, start + random.nextInt(3));
            byte[] middle = random.nextInt(4) == 0 ? new byte[0] : FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
            mutated = replace(mutated, start, random.nextBoolean() ? start : end, middle);
        }
        return mutated;
    }

    private static byte[] replace(byte[] bytes, int start, int end, byte[] middle) {
        byte[] result = Arrays.copyOf(bytes, start + middle.length + bytes.length - end);
        System.arraycopy(middle, 0, result, start, middle.length);
        System.arraycopy(bytes, end, result, start + middle.length, bytes.length - end);
        return result;
    }

    private List<String> show(FieldValues values) {
        List<String> shown = new ArrayList<>();
        for (int field = 0; field < fields.fieldCount(); field++) {
            if (values.isNull(field)) {
                shown.add("null");
                continue;
            }
            String text = text(values.bytes(field), values.start(field), values.end(field));
            shown.add((values.isNested(field) ? "nested " : "'") + text);
        }
        shown.add("ignored: " + values.ignored());
        return shown;
    }

    private static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private static List<byte[]> bytes(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
