package io.arrowgate.decode;

import static io.arrowgate.decode.DeadLetter.WHOLE_RECORD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes records of several rows. A result is the position in the record, and the row or the reason of a dead letter. */
class RecordDecoderTest {
    private static final String A = "{\"device\":\"a\",\"ts\":1715594400,\"t\":1}";
    private static final String B = "{\"device\":\"b\",\"ts\":1715594400,\"t\":2}";
    private static final String C = "{\"device\":\"c\",\"ts\":1715594400,\"t\":3}";
    private static final String NO_TIME = "{\"device\":\"x\",\"t\":4}";

    private static final String CLOSED = "not JSON: the array is not closed";

    private final DecodedRows json = rows("json", "ts", "");
    private final DecodedRows csv = rows("csv", "ts", "csv-layouts: [[device, ts, t], [t]]");
    private final DecodedRows influx = rows("influx", "_time", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%s,%s,%s]",
                " [\n  %s,\n  %s,\n  %s\n]\n",
                "%s\n%s\n%s",
                "%s\r\n%s\r\n\r\n%s\r\n",
                "%s %s\t%s",
                "%s%s%s",
                "[%s]\n[%s]\n[%s]",
                "[%s,%s]\n%s"
            })
    void jsonArrayOrConsecutiveObjectsAreRows(String layout) {
        assertThat(devices(json, layout.formatted(A, B, C))).containsExactly("0=a", "1=b", "2=c");
        assertThat(devices(csv, layout.formatted(A, B, C))).containsExactly("0=a", "1=b", "2=c");
    }

    @Test
    void objectsOfSeveralLinesAreRows() {
        String indented = A.replace("{", "{\n  ").replace(",", ",\n  ").replace("}", "\n}");

        assertThat(devices(json, indented + "\n" + indented + "\n")).containsExactly("0=a", "1=a");
    }

    @Test
    void bracketsAndQuotesInStringsDoNotSplit() {
        String odd = "{\"device\":\"]},{[\\\"\\\\\",\"ts\":1715594400,\"é\":[{\"x\":\"}\"}]}";

        assertThat(devices(json, "[" + odd + "," + A + "]")).containsExactly("0=]},{[\"\\", "1=a");
        assertThat(devices(json, odd + odd)).containsExactly("0=]},{[\"\\", "1=]},{[\"\\");
    }

    @Test
    void arrayOfOneElementIsOneRow() {
        assertThat(devices(json, "[" + A + "]")).containsExactly("0=a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s,%s,%s]", "%s\n%s\n%s"})
    void brokenElementNamesItsPositionAndKeepsTheOthers(String layout) {
        assertThat(devices(json, layout.formatted(A, NO_TIME, C)))
                .containsExactly("0=a", "1=MISSING_VALUE element 2 of 3: ts: has no value", "2=c");
        assertThat(devices(json, layout.formatted(A, "{\"device\":}", C)))
                .hasSize(3)
                .startsWith("0=a")
                .endsWith("2=c")
                .anyMatch(result -> result.startsWith("1=MALFORMED element 2 of 3: not JSON: "));
    }

    @Test
    void elementThatIsNoObjectIsUndecodable() {
        assertThat(devices(json, "[" + A + ",7,null]"))
                .containsExactly(
                        "0=a",
                        "1=MALFORMED element 2 of 3: not a JSON object",
                        "2=MALFORMED element 3 of 3: not a JSON object");
        assertThat(devices(json, A + "\nnot json\n" + B))
                .hasSize(3)
                .startsWith("0=a")
                .endsWith("2=b");
    }

    @Test
    void recordWithoutAnyRowIsUndecodableAsAWhole() {
        assertThat(devices(json, NO_TIME + NO_TIME))
                .containsExactly(
                        WHOLE_RECORD + "=MISSING_VALUE none of 2 elements is a row; the first: ts: has no value");
        assertThat(devices(json, "[1,2,[" + A + "]]"))
                .containsExactly(WHOLE_RECORD + "=MALFORMED none of 3 elements is a row; the first: not a JSON object");
    }

    @Test
    void emptyArrayIsUndecodableAsEmpty() {
        assertThat(devices(json, "[]")).containsExactly(WHOLE_RECORD + "=EMPTY the JSON array is empty");
        assertThat(devices(json, " [ ] ")).containsExactly(WHOLE_RECORD + "=EMPTY the JSON array is empty");
    }

    @Test
    void arrayThatCannotBeSplitIsUndecodableAsAWhole() {
        assertThat(devices(json, "[" + A + "," + B)).containsExactly(WHOLE_RECORD + "=MALFORMED " + CLOSED);
        assertThat(devices(json, "[" + A + ",")).containsExactly(WHOLE_RECORD + "=MALFORMED " + CLOSED);
        assertThat(devices(json, "[" + A + ",{\"device\":\"b]")).containsExactly(WHOLE_RECORD + "=MALFORMED " + CLOSED);
        assertThat(devices(json, "[" + A + "}"))
                .containsExactly(WHOLE_RECORD + "=MALFORMED not JSON: the brackets of the array do not match");
        assertThat(devices(json, "[" + A + "] x"))
                .containsExactly(WHOLE_RECORD + "=MALFORMED not one JSON array: something follows it");
    }

    @Test
    void objectThatIsNotClosedEndsWithItsLine() {
        String cut = "{\"device\":\"x\",\"ts\":";

        for (String broken : List.of(cut, cut + "\"17", cut + "{")) {
            assertThat(devices(json, A + "\n" + broken + "\n" + B + "\n" + C))
                    .hasSize(4)
                    .contains("0=a", "2=b", "3=c");
        }
        assertThat(devices(json, cut + "\n \"t\":"))
                .hasSize(1)
                .allMatch(r -> r.startsWith(WHOLE_RECORD + "=MALFORMED"));
    }

    @Test
    void textAfterAnObjectBelongsToTheObject() {
        assertThat(devices(json, A + " 7"))
                .containsExactly(WHOLE_RECORD + "=MALFORMED not one JSON object: something follows it");
        assertThat(devices(json, A + "7\n" + B))
                .containsExactly("0=MALFORMED element 1 of 2: not one JSON object: something follows it", "1=b");
    }

    @Test
    void linesOfCsvAreRows() {
        assertThat(devices(csv, "a,1715594400,1\nb,1715594400,\r\n\n\"c\nd\",1715594400,3\n"))
                .containsExactly("0=a", "1=b", "2=c\nd");
        assertThat(devices(csv, "\n\na,1715594400,1\n\n")).containsExactly("0=a");
    }

    @Test
    void brokenCsvLineKeepsTheOthers() {
        assertThat(devices(csv, "a,1715594400,1\nb,1715594400\n\"c,1715594400,3\nd,1715594400,\"4\"\n\"e\"x,1,2"))
                .containsExactly(
                        "0=a",
                        "1=MALFORMED element 2 of 5: 2 fields with delimiter ',', where csv-layouts have 3 and 1; add a layout, or set csv-dialect.delimiter",
                        "2=MALFORMED element 3 of 5: not CSV: a quote is not closed (field 1)",
                        "3=d",
                        "4=MALFORMED element 5 of 5: not CSV: text after a closing quote (field 1); if quotes are text, set csv-dialect.quote to \"\"");
    }

    @Test
    void linesOfADialectAreRows() {
        DecodedRows dialect = rows(
                "csv",
                "ts",
                "csv-layouts: [[device, ts, t]]\ncsv-dialect: {delimiter: ';', quote: \"'\", comment: '#'}");

        assertThat(devices(dialect, "sep=;\n# one\n'a\nb';1715594400;1\n# ' two\n'c';1715594400;\"\n'\nd;1715594400;4"))
                .contains("0=a\nb", "3=d");
        assertThat(devices(
                        rows("csv", "ts", "csv-layouts: [[device, ts, t]]\ncsv-dialect: {delimiter: \"\\t\"}"),
                        "a\t1715594400\t\nb\t1715594400\t2"))
                .containsExactly("0=a", "1=b");
    }

    @Test
    void byteOrderMarkIsSkipped() {
        assertThat(devices(json, "\ufeff[" + A + "," + B + "]")).containsExactly("0=a", "1=b");
        assertThat(devices(json, "\ufeff" + A + "\n" + B)).containsExactly("0=a", "1=b");
        assertThat(devices(rows("json", "ts", "each: list"), "\ufeff{\"list\":[" + A + "]}"))
                .containsExactly("0=a");
        assertThat(devices(csv, "\ufeffa,1715594400,1\nb,1715594400,2")).containsExactly("0=a", "1=b");
        assertThat(devices(influx, "\ufeffm,device=a t=1 1715594400000000000\nm,device=b t=1 1715594400000000000"))
                .containsExactly("0=a", "1=b");
    }

    @Test
    void linesOfLineProtocolAreRows() {
        String points = """
                # a comment

                m,device=a t=1 1715594400000000000
                m,device=b t=2,say="x\ny" 1715594400000000000\r
                  # another
                m,device=c\\ =\\"\\ d t=3 1715594400000000000
                """;

        assertThat(devices(influx, points.replace("=\\\"", "\\=\""))).containsExactly("0=a", "1=b", "2=c =\" d");
    }

    @Test
    void brokenPointKeepsTheOthers() {
        String points = """
                m,device=a t=1 1715594400000000000
                m,device=b t= 1715594400000000000
                m,device=c say="x 1715594400000000000
                m,device=d say="y" 1715594400000000000
                m,device=e
                m,device=f t=6,say="z 1715594400000000000""";

        assertThat(devices(influx, points))
                .hasSize(6)
                .contains("0=a", "3=d", "4=MALFORMED element 5 of 6: not line protocol: the point has no fields")
                .allMatch(result -> result.matches("[03]=.|[1245]=MALFORMED element [2356] of 6: not line.*"));
    }

    @Test
    void recordWithoutRowsIsEmpty() {
        assertThat(devices(influx, "# nothing\n\n")).containsExactly(WHOLE_RECORD + "=EMPTY the record has no point");
        assertThat(devices(csv, "\n\n")).containsExactly(WHOLE_RECORD + "=EMPTY the record has no value");
        assertThat(devices(json, " \n ")).containsExactly(WHOLE_RECORD + "=EMPTY the record has no value");
    }

    @Test
    void headerOfAReplaySelectsOneElement() {
        String values = "[" + A + "," + B + "," + NO_TIME + "]";

        assertThat(replay(values, "1")).containsExactly("1=b");
        assertThat(replay(values, "2")).containsExactly("2=MISSING_VALUE element 3 of 3: ts: has no value");
        for (String wrong : List.of("3", "-1", "", "x")) {
            assertThat(replay(values, wrong))
                    .containsExactly("%d=MALFORMED header arrowgate-row is '%s', but the record has elements 0 to 2"
                            .formatted(WHOLE_RECORD, wrong));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"gw\":\"g1\",\"readings\":[%s,%s]}",
                " { \"READINGS\" : [\n %s ,\n %s\n ]\n , \"gw\" : \"g1\" }\n",
                "{\"readings\":[%s],\"gw\":\"g1\"}\n{\"gw\":\"g1\",\"readings\":%s}",
                "[{\"readings\":[%s],\"gw\":\"g1\"},{\"readings\":[%s],\"gw\":\"g1\"}]",
                "{\"readings\":1,\"x\":[\"readings\"],\"gw\":\"g1\",\"readings\":[%s,%s]}"
            })
    void eachElementOfANestedArrayIsARowWithTheFieldsOutside(String layout) {
        DecodedRows each = rows("json", "ts", "each: readings");

        assertThat(each.decodeAll(DecodedRows.record(layout.formatted(A, B).getBytes(UTF_8), -1)))
                .extracting(result -> (Object) ((Map<?, ?>) result.getValue()).get("gw"))
                .containsExactly("g1", "g1");
        assertThat(devices(each, layout.formatted(A, B))).containsExactly("0=a", "1=b");
    }

    @Test
    void fieldOfTheElementTakesPrecedence() {
        DecodedRows each = rows("json", "ts", "each: data.list");

        assertThat(
                        devices(
                                each,
                                "{\"device\":\"outer\",\"ts\":1715594400,\"data\":{\"list\":[{\"t\":1},{},{\"device\":\"own\"}]}}"))
                .containsExactly("0=outer", "1=outer", "2=own");
    }

    @Test
    void brokenElementOfANestedArrayKeepsTheOthers() {
        DecodedRows each = rows("json", "ts", "each: readings");

        assertThat(devices(each, "{\"readings\":[%s,%s,7,{\"a\":},%s]}".formatted(NO_TIME, A, B)))
                .hasSize(5)
                .contains(
                        "0=MISSING_VALUE element 1 of 5: ts: has no value",
                        "1=a",
                        "2=MALFORMED element 3 of 5: not a JSON object; a column with source [_each_value] would read it",
                        "4=b")
                .anyMatch(result -> result.startsWith("3=MALFORMED element 4 of 5: not JSON: "));
        assertThat(devices(each, "{\"readings\":[%s]}\n{\"other\":1}\n{\"readings\":[]}".formatted(A)))
                .containsExactly(
                        "0=a",
                        "1=MISSING_VALUE element 2 of 3: each: 'readings' has no array",
                        "2=EMPTY element 3 of 3: each: 'readings' is an empty array");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"gw":"g1"}                   | MISSING_VALUE each: 'readings' has no array
            {"device":"a","ts":1715594400} | MISSING_VALUE each: 'readings' has no array
            {"readings":null}             | MISSING_VALUE each: 'readings' has no array
            {"readings":[]}               | EMPTY each: 'readings' is an empty array
            {"readings":[7,8]}            | MALFORMED none of 2 elements is a row; the first: not a JSON object
            {"readings":[{"t":1}          | MALFORMED not JSON
            {"readings":[{"t":1}}         | MALFORMED not JSON
            {"readings":[{"t":1}],"x":}   | MALFORMED not JSON
            7                             | MALFORMED not a JSON object
            [7]                           | MALFORMED not a JSON object
            []                            | EMPTY the JSON array is empty
            ` `                           | EMPTY the record has no value
            """)
    void recordWithoutTheArrayIsUndecodableAsAWhole(String value, String problem) {
        assertThat(devices(rows("json", "ts", "each: readings"), value))
                .singleElement()
                .asString()
                .startsWith(WHOLE_RECORD + "=" + problem);
    }

    @Test
    void fieldsOutsideAreNotRepeatedWithoutBound() {
        String large = "{\"x\":\"" + "x".repeat(1 << 20) + "\",\"readings\":[" + "{},".repeat(1_000) + "{}]}";

        assertThat(devices(rows("json", "ts", "each: readings"), large))
                .containsExactly(
                        WHOLE_RECORD
                                + "=TOO_LARGE each: 'readings' has 1001 elements, too many for the size of the fields outside of it");
    }

    @Test
    void tombstoneIsSkippedIfTheDefinitionSaysSo() {
        RawRecord tombstone = DecodedRows.record(null, -1);

        assertThat(devices(json, tombstone))
                .containsExactly(
                        WHOLE_RECORD
                                + "=EMPTY the record has no value: it is a tombstone; set tombstones to skip if the topic has them");
        for (DecodedRows skipping : List.of(
                rows("json", "ts", "tombstones: skip"),
                rows("json", "ts", "tombstones: skip\neach: readings"),
                rows("csv", "ts", "tombstones: skip\ncsv-layouts: [[device, ts]]"),
                rows("influx", "_time", "tombstones: skip"))) {
            assertThat(skipping.decodeAll(tombstone)).isEmpty();
        }
    }

    @Test
    void hundredThousandElementsAreRows() {
        String values = IntStream.range(0, 100_000)
                .mapToObj(i -> "{\"device\":\"%d\",\"ts\":1715594400}".formatted(i))
                .collect(Collectors.joining("\n"));

        List<String> results = devices(json, values);

        assertThat(results).hasSize(100_000).contains("0=0", "99999=99999");
    }

    /** Scanning from each element to the end of the record would take minutes. */
    @Test
    @Timeout(90)
    void manyBrokenElementsTakeLinearTime() {
        for (String broken : List.of("{\"a\":\n", "{\"a\":\"\n", "{\n", "[\n", "{}x\n")) {
            assertThat(devices(json, broken.repeat(20_000))).isNotEmpty();
        }
        for (String broken : List.of("\"a\n", "\"\"\"\n", "a,\"\n", "\"a\"\"\n")) {
            assertThat(devices(csv, broken.repeat(20_000))).isNotEmpty();
        }
        for (String broken : List.of("m f=\"\n", "m f=\"\\\"\n", "m f=\",\n", "m,t=\" f=\",g=\"\n")) {
            assertThat(devices(influx, broken.repeat(20_000))).isNotEmpty();
        }
    }

    private List<String> replay(String values, String header) {
        RawRecord record = DecodedRows.record(values.getBytes(UTF_8), -1);
        RecordHeaders headers = new RecordHeaders();
        headers.add("arrowgate-row", header.getBytes(UTF_8));
        record.set("raw", 0, 0, -1, null, record.value(), headers);
        return devices(json, record);
    }

    private static List<String> devices(DecodedRows rows, String values) {
        return devices(rows, DecodedRows.record(values.getBytes(UTF_8), -1));
    }

    private static List<String> devices(DecodedRows rows, RawRecord record) {
        List<String> first = results(rows, record);
        // The decoder now expects the kind of record that it has just seen; the result must be the same.
        assertThat(results(rows, record)).isEqualTo(first);
        return first;
    }

    private static List<String> results(DecodedRows rows, RawRecord record) {
        return rows.decodeAll(record).stream()
                .sorted(Map.Entry.comparingByKey())
                .map(result -> result.getKey()
                        + "="
                        + (result.getValue() instanceof Map<?, ?> row ? row.get("device") : result.getValue()))
                .toList();
    }

    private static DecodedRows rows(String format, String time, String more) {
        String yaml = """
                name: several
                format: %s
                event-time: {column: ts}
                series-key: [device]
                %s
                columns:
                  - {name: device, type: string, required: true}
                  - {name: ts, type: timestamp, required: true, source: [%s]}
                  - {name: t, type: float64}
                  - {name: gw, type: string}
                """.formatted(format, more, time);
        try {
            StreamDefinition stream = StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(UTF_8)), "test");
            return new DecodedRows(stream);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
