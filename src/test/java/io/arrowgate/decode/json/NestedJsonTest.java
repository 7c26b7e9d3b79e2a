package io.arrowgate.decode.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.StreamDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NestedJsonTest {
    private static final String START = "{\"k\":\"a\",\"at\":1,";

    /** An escape, which the scanner leaves to the library. */
    private static final String ESCAPED = "\"x\":\"\\n\",";

    @Test
    void uplinkBecomesRowByPaths() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.read("""
                name: uplinks
                format: json
                event-time: {column: ts}
                series-key: [device]
                columns:
                  - {name: device, type: string, required: true, source: [end_device_ids.device_id]}
                  - {name: ts, type: timestamp, required: true, aliases: [received_at]}
                  - {name: temperature, type: float64, source: [uplink_message.decoded_payload.temperature]}
                  - {name: rssi, type: int32, aliases: ["uplink_message.rx_metadata[1].rssi"]}
                """));
        String uplink = """
                {"end_device_ids":{"device_id":"dev1","ids":{"a":[1]}},"received_at":"2024-02-12T15:15:45Z","uplink_message":\
                {"decoded_payload":{"temperature":%s},"rx_metadata":[{"rssi":-1},{"rssi":%s}]}}""";

        for (int rssi = -50; rssi > -60; rssi--) {
            assertThat(rows.decode(uplink.formatted(rssi + ".5", rssi)))
                    .containsEntry("device", "dev1")
                    .containsEntry("ts", Instant.parse("2024-02-12T15:15:45Z"))
                    .containsEntry("temperature", rssi - 0.5)
                    .containsEntry("rssi", rssi);
        }
        assertThat(rows.decoder().unknownFields()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.b          | {'a':{'b':1}}",
                "A.B          | {'a':{'x':{'b':2},'b ':1,'y':[]}}",
                "a[1]         | {'a':[2,1,3]}",
                "a[1].b[0][1] | {'a':[{'b':2},{'b':[[2,1]]}]}",
                "a.b          | {'a':{'b':2},'a':{'b':1}}",
                "a.b          | {'a':{'b':2},'a.b':1}",
                "a.b          | {'a.b':1,'a':{'b':2}}",
                "a.b          | {'a.b':null,'a':{'b':1}}",
                "a.'b.c'      | {'a':{'b':{'c':2},'b.c':1}}",
                "Temp [C]     | {'Temp [C]':1}",
                "a.b          | {'a':{'b':'1'}}",
            })
    void pathFindsValue(String path, String nested) throws Exception {
        assertThat(value(path, nested)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.b   | {'a':null}",
                "a.b   | {'a':1}",
                "a.b   | {'a':[{'b':1}]}",
                "a.b   | {'a':{'c':{'b':1}}}",
                "a.b   | {'a':{'b':1},'a':{}}",
                "a.b   | {'a':{'b':1},'a':null}",
                "a[1]  | {'a':[1]}",
                "a[1]  | {'a':{'1':1}}",
                "'\"a.b\"' | {'a':{'b':1}}",
            })
    void pathToNothingIsNull(String path, String nested) throws Exception {
        assertThat(value(path, nested)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':{'b':1},'a.b':2}    | 2    | 2    | 1",
                "{'a':{'b':1},'a.b':null} | 1    | null | 1",
                "{'a':{'b':1}}            | 1    | null | 1",
                "{'a.b':2}                | 2    | 2    | null",
                "{'A.B':2,'A':{'B':1}}    | 2    | 2    | 1",
            })
    void quotedNameIsNotAPathThatAnotherColumnHas(String nested, String either, String literal, String path)
            throws Exception {
        for (String columns : List.of(
                "name: v, type: string, source: [a.b]}\n  - {name: w, type: string, source: ['\"a.b\"']",
                "name: w, type: string, source: ['\"a.b\"']}\n  - {name: v, type: string, aliases: [a.b]")) {
            DecodedRows rows = new DecodedRows(
                    TestStreams.json("UTC", columns + "}\n  - {name: x, type: string, source: ['\"a\".b']"));
            for (int i = 0; i < 3; i++) {
                assertThat(String.valueOf(
                                rows.decode(START + nested.replace('\'', '"').substring(1))))
                        .contains("v=" + either, "w=" + literal, "x=" + path);
            }
        }
    }

    @Test
    void topLevelArrayIsIndexed() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.read("""
                name: test
                format: json
                event-time: {column: at, earliest: "1900-01-01T00:00:00Z"}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true, source: ["[0]"]}
                  - {name: at, type: timestamp, required: true, source: ["[1].at"]}
                """));

        assertThat(rows.decode("[\"a\",{\"at\":1714566896},3]")).containsEntry("k", "a");
        assertThat(rows.decode("[\"\\u0062\",{\"at\":1714566896},3]")).containsEntry("k", "b");
    }

    @Test
    void firstAliasWithValueIsUsed() throws Exception {
        StreamDefinition stream = TestStreams.json("UTC", "name: v, type: int32, aliases: [after.v, before.v]");

        assertThat(new DecodedRows(stream).decode(START + "\"before\":{\"v\":2},\"after\":{\"v\":1}}"))
                .containsEntry("v", 1);
        assertThat(new DecodedRows(stream).decode(START + "\"before\":{\"v\":2},\"after\":null}"))
                .containsEntry("v", 2);
        assertThat(new DecodedRows(stream).decode(START + "\"v\":3,\"after\":{\"v\":1}}"))
                .containsEntry("v", 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "json"})
    void objectOrArrayIsKeptAsSent(String type) throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", "name: v, type: " + type));
        String[] texts = {"{\"a\": [1.50, {\"b\":null}],\"a\":\"é\"}", "[]", "[ 1e3 ,{} ]"};
        for (String text : texts) {
            for (int i = 0; i < 3; i++) {
                assertThat(rows.decode(START + "\"v\":" + text + "}")).containsEntry("v", text);
                assertThat(rows.decode(START + ESCAPED + "\"v\": " + text + " }"))
                        .containsEntry("v", text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "\"\"", "\"a \\\"quoted\\\" \\u00e9\"", "12", "-0.50", "true"})
    void jsonColumnKeepsScalarAsJson(String text) throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", "name: v, type: json"));
        for (int i = 0; i < 3; i++) {
            assertThat(rows.decode(START + "\"v\":" + text + "}")).containsEntry("v", text);
            assertThat(rows.decode(START + ESCAPED + "\"v\": " + text + " }")).containsEntry("v", text);
        }
        assertThat(rows.decode(START + "\"v\":null}")).containsEntry("v", null);
    }

    @Test
    void jsonColumnKeepsObjectOfWhichPartsAreColumns() throws Exception {
        DecodedRows rows = new DecodedRows(
                TestStreams.json("UTC", "name: v, type: json}\n  - {name: b, type: int32, source: [v.b]"));
        for (int i = 0; i < 3; i++) {
            assertThat(rows.decode(START + "\"v\":{\"b\":" + i + "}}"))
                    .containsEntry("v", "{\"b\":" + i + "}")
                    .containsEntry("b", i);
        }
    }

    @Test
    void objectWithNonFiniteNumberBecomesValidJson() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", "name: v, type: json"));
        for (int i = 0; i < 3; i++) {
            assertThat(rows.decode(START + "\"v\":{\"a\":1}}")).containsEntry("v", "{\"a\":1}");
            assertThat(rows.decode(START + "\"v\":{\"a\":NaN}}")).containsEntry("v", "{\"a\":\"NaN\"}");
        }
    }

    @Test
    void nestedNamesThatDifferInCaseMatchExactly() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json(
                "UTC", "name: v, type: int32, source: [a.P]}\n  - {name: w, type: int32, source: [a.p]"));

        assertThat(rows.decode(START + "\"A\":{\"p\":8,\"P\":7}}"))
                .containsEntry("v", 7)
                .containsEntry("w", 8);
    }

    @Test
    void objectForNumberIsUndecodable() {
        assertThat(rejection("name: v, type: int32", START + "\"v\":{\"value\":1}}"))
                .hasMessage("v: is an object; set source to a path into it, such as 'v.value', or the type to json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'name: t, type: int32, required: true' | {'a':{'T':1}} | t: has no value; a field of this name is at a.T: set source to that path",
                "'name: t, type: int32, required: true' | {'a':[0,{'x.y':{'t':1}}]} | "
                        + "t: has no value; a field of this name is at a[1].\"x.y\".t: set source to that path",
                "'name: t, type: int32, required: true, source: [b.t]' | {'a':{'t':1}} | "
                        + "b.t: has no value; a field of this name is at a.t: set source to that path",
                "'name: t, type: int32, required: true, aliases: [temp]' | {'a':{'t':null,'temp':1}} | "
                        + "t: has no value; a field of this name is at a.temp: set source to that path",
                "'name: t, type: int32, required: true' | {'a':{'x':1}} | t: has no value",
            })
    void deadLetterSaysWhereMissingFieldIs(String column, String nested, String message) {
        String json = nested.replace('\'', '"');
        assertThat(rejection(column, START + json.substring(1))).hasMessage(message);
        assertThat(rejection(column, START + ESCAPED + json.substring(1))).hasMessage(message);
    }

    @Test
    void changedStructureIsNotDecodedByTheTemplate() throws Exception {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", "name: v, type: int32, source: [a.v]"));

        assertThat(rows.decode(START + "\"a\":null,\"b\":1}")).containsEntry("v", null);
        assertThat(rows.decode(START + "\"a\":{\"v\":1},\"b\":1}")).containsEntry("v", 1);
        assertThat(rows.decode(START + "\"c\":{\"v\":2},\"b\":1}")).containsEntry("v", null);
        assertThat(rows.decode(START + "\"b\":{\"v\":3},\"a\":{\"v\":4}}")).containsEntry("v", 4);
    }

    private static Object value(String path, String nested) throws UndecodableRecordException {
        StreamDefinition stream =
                TestStreams.json("UTC", "name: v, type: int32, source: ['" + path.replace('\'', '"') + "']");
        String fields = nested.replace('\'', '"').substring(1);
        Object scanned = null;
        DecodedRows rows = new DecodedRows(stream);
        for (int i = 0; i < 3; i++) {
            scanned = rows.decode(START + fields).get("v");
            assertThat(rows.decode(START + ESCAPED + fields)).containsEntry("v", scanned);
        }
        return scanned;
    }

    private static UndecodableRecordException rejection(String column, String record) {
        DecodedRows rows = new DecodedRows(TestStreams.json("UTC", column));
        return catchThrowableOfType(
                UndecodableRecordException.class, () -> rows.decode(record.getBytes(StandardCharsets.UTF_8), -1));
    }
}
