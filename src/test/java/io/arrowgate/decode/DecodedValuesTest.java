package io.arrowgate.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decodes the values of the tables in {@code src/test/resources/values}. A line has the column {@code v}, keys of the stream, a value
 * or, after {@code =}, a whole record, and what it becomes: the value, the values of several rows, or the beginning of a reason and a
 * part of its message. {@code <000a>} is a character by its code, and {@code <>} an empty text.
 */
class DecodedValuesTest {
    private static final Pattern CODE = Pattern.compile("<([0-9a-f]{4})?>");
    private static final Instant TIME = Instant.parse("2024-05-13T12:00:00Z");

    @ParameterizedTest(name = "{0} | {1} | {2}")
    @MethodSource("cases")
    void valueIsDecoded(String format, String definition, String value, String expected) throws Exception {
        DecodedRows rows = new DecodedRows(stream(format, definition));
        byte[] record = value.startsWith("=")
                ? value.substring(1).getBytes(UTF_8)
                : record(format, value).getBytes(UTF_8);

        String first = decode(rows, record);
        String problem = expected.replaceFirst("^[A-Z_]+ ", "");

        assertThat(decode(rows, record))
                .as("after a record of the same structure")
                .isEqualTo(first);
        if (problem.equals(expected)) {
            assertThat(first).isEqualTo(expected);
        } else {
            assertThat(first)
                    .startsWith(expected.substring(0, expected.length() - problem.length()))
                    .contains(problem);
        }
    }

    @ParameterizedTest
    @EnabledForJreRange(max = JRE.JAVA_22) // Later JDKs have offsets in place of these abbreviations.
    @CsvSource({
        "America/Sao_Paulo, 2024-01-13 12:00:00 BRT, 2024-01-13T15:00:00Z",
        "Africa/Casablanca, 2024-01-13 12:00:00 WET, 2024-01-13T12:00:00Z"
    })
    void abbreviationsOfTheJdkAreRead(String zone, String value, String expected) throws Exception {
        String definition = "type: timestamp, formats: [\"yyyy-MM-dd HH:mm:ss z\"] ! time-zone: " + zone;

        valueIsDecoded("json", definition, '"' + value + '"', expected);
    }

    private static StreamDefinition stream(String format, String definition) {
        String[] parts = definition.split("!", -1);
        return TestStreams.read("""
                name: values
                format: %s
                event-time: {column: at}
                series-key: [device]
                %s
                %s
                columns:
                  - {name: device, type: string, required: true}
                  - {name: at, type: timestamp, required: true%s}
                  - {name: v, %s}
                  - {name: last, type: string}
                """.formatted(
                        format,
                        format.equals("csv") ? "csv-layouts: [[device, at, v, last]]" : "",
                        parts.length > 1 ? parts[1].strip() : "",
                        format.equals("influx") ? ", source: [_time]" : "",
                        parts[0].strip()));
    }

    private static String record(String format, String value) {
        return switch (format) {
            case "json" -> "{\"device\":\"d\",\"at\":1715601600,\"v\":" + value + ",\"last\":\"x\"}";
            case "csv" -> "d,2024-05-13T12:00:00Z," + value + ",x";
            default -> "m,device=d v=" + value + ",last=\"x\" 1715601600000000000";
        };
    }

    private static String decode(DecodedRows rows, byte[] value) {
        RawRecord record = new RawRecord()
                .set("raw", 0, 0, TIME.toEpochMilli(), "key".getBytes(UTF_8), value, new RecordHeaders());
        return rows.decodeAll(record).stream()
                .sorted(Map.Entry.comparingByKey())
                .map(result -> result.getValue() instanceof Map<?, ?> row
                        ? String.valueOf(row.get("v"))
                        : result.getValue().toString())
                .collect(Collectors.joining("; "));
    }

    static Stream<Arguments> cases() {
        return Stream.of("json", "csv", "influx").flatMap(DecodedValuesTest::cases);
    }

    private static Stream<Arguments> cases(String format) {
        try (InputStream table = DecodedValuesTest.class.getResourceAsStream("/values/" + format + ".txt")) {
            return new String(table.readAllBytes(), UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> line.split(" \\| ", -1))
                            .map(cells -> Arguments.of(format, cells[0], text(cells[1]), text(cells[2])))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String cell) {
        return CODE.matcher(cell)
                .replaceAll(
                        code -> code.group(1) == null ? "" : Character.toString(Integer.parseInt(code.group(1), 16)));
    }
}
