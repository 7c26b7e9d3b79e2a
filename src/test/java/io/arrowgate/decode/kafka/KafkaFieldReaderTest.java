package io.arrowgate.decode.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.decode.TestStreams;
import io.arrowgate.source.RawRecord;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaFieldReaderTest {
    private static final long TIME = Instant.parse("2024-05-13T12:00:00.250Z").toEpochMilli();

    private final RecordHeaders headers = new RecordHeaders();

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "influx"})
    void deviceIsFromKeyAndEventTimeFromRecord(String format) throws Exception {
        DecodedRows rows = stream(format, "key-pattern: zigbee2mqtt/{device}", "_key.device", "");
        String value =
                switch (format) {
                    case "json" -> "{\"temperature\":21.5}";
                    case "csv" -> "21.5";
                    default -> "m temperature=21.5";
                };
        for (String device : new String[] {"kitchen", "küche", "attic/left"}) {
            assertThat(rows.decode(record("zigbee2mqtt/" + device, value)))
                    .containsEntry("device", device)
                    .containsEntry("at", Instant.ofEpochMilli(TIME))
                    .containsEntry("temperature", 21.5);
        }
        assertThatThrownBy(() -> rows.decode(record("other/kitchen", value))).hasMessage("_key.device: has no value");
        assertThatThrownBy(() -> rows.decode(record(null, value))).hasMessage("_key.device: has no value");
    }

    @ParameterizedTest
    @CsvSource({
        "_key, kitchen, kitchen",
        "_key.device, '{\"device\":\"kitchen\"}', kitchen",
        "_key.a[0].b, '{\"a\":[{\"b\":\"kitchen\"}]}', kitchen",
        "_key.a[0].b, '{\"a\":[{\"b\":\"\\u006bitchen\"}]}', kitchen",
        "_key.a.b, '{\"a.b\":\"kitchen\",\"a\":{\"b\":1}}', kitchen",
        "_topic, x, raw",
        "_partition, x, 3",
        "_offset, x, 17",
    })
    void fieldOfKafkaRecordIsColumn(String source, String key, String expected) throws Exception {
        DecodedRows rows = stream("json", "", source, "");
        for (int i = 0; i < 3; i++) {
            assertThat(rows.decode(record(key, "{\"temperature\":1}"))).containsEntry("device", expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "{\"device\":{}", "[1]", "{\"other\":1}", "{\"device\":null}"})
    void keyWithoutTheFieldHasNoValue(String key) {
        DecodedRows rows = stream("json", "", "_key.device", "");

        assertThatThrownBy(() -> rows.decode(record(key, "{\"temperature\":1}")))
                .hasMessage("_key.device: has no value");
    }

    @Test
    void headersAreColumns() throws Exception {
        DecodedRows rows = stream(
                "json",
                "",
                "_key",
                "\n  - {name: site, type: string, source: [_headers.ce-site]}"
                        + "\n  - {name: floor, type: int32, source: [_headers.meta.floor]}");
        headers.add("ce-site", "old".getBytes(UTF_8)).add("CE-Site", "north".getBytes(UTF_8));
        headers.add("meta", "{\"floor\":4}".getBytes(UTF_8)).add("null", null);

        assertThat(rows.decode(record("a", "{\"temperature\":1}")))
                .containsEntry("site", "north")
                .containsEntry("floor", 4);
        headers.remove("meta");
        assertThat(rows.decode(record("a", "{\"temperature\":1}"))).containsEntry("floor", null);
        headers.add("meta.floor", "5".getBytes(UTF_8));
        assertThat(rows.decode(record("a", "{\"temperature\":1}"))).containsEntry("floor", 5);
    }

    @Test
    void fieldOfTheValueTakesPrecedence() throws Exception {
        DecodedRows rows = stream("json", "", "_key", "");

        assertThat(rows.decode(record("a", "{\"_key\":\"b\",\"_time\":1714566896,\"temperature\":1}")))
                .containsEntry("device", "b")
                .containsEntry("at", Instant.ofEpochSecond(1714566896));
    }

    @Test
    void keyThatIsNotUtf8IsUndecodable() {
        DecodedRows rows = stream("json", "", "_key", "");
        RawRecord record = record("a", "{}");
        record.set("raw", 0, 0, TIME, new byte[] {(byte) 0xff}, record.value(), headers);

        assertThatThrownBy(() -> rows.decode(record)).hasMessage("_key: is not UTF-8");
    }

    @Test
    void keyThatIsBinaryIsUndecodable() {
        DecodedRows rows = stream("json", "", "_key", "");
        RawRecord record = record("a", "{}");
        record.set("raw", 0, 0, TIME, new byte[] {0, 0, 0, 7}, record.value(), headers);

        assertThatThrownBy(() -> rows.decode(record))
                .hasMessage(
                        "_key: is binary, such as an integer or a value with a schema; send text, as StringSerializer does");
    }

    @Test
    void recordWithoutTimestampHasNoTime() {
        DecodedRows rows = stream("json", "", "_key", "");
        RawRecord record = record("a", "{}");
        record.set("raw", 0, 0, -1, record.key(), record.value(), headers);

        assertThatThrownBy(() -> rows.decode(record)).hasMessage("_time: has no value");
    }

    @ParameterizedTest
    @CsvSource({
        "{site}/{device}, a/b, 'a,b'",
        "{site}/{device}, a/b/c, 'a,b/c'",
        "s/{site}/d-{device}/state, s/a/d-b/state, 'a,b'",
        "s/{site}/d-{device}/state, s/a/d-b/state/state, 'a,b/state'",
        "s/{site}/d-{device}/state, s/a/d-b, ''",
        "{site}/{device}, /b, ''",
        "{site}/{device}, a/, ''",
        "{site}/{device}, a, ''",
        "{device}, b, 'null,b'",
        "{site}äö{device}, xäöy, 'x,y'",
    })
    void patternSplitsKey(String pattern, String key, String parts) throws Exception {
        String site = pattern.contains("site") ? "_key.site" : "none";
        DecodedRows rows = stream(
                "json",
                "key-pattern: '" + pattern + "'",
                "_topic",
                "\n  - {name: site, type: string, source: [" + site + "]}"
                        + "\n  - {name: part, type: string, source: [_key.device]}");

        Map<String, Object> row = rows.decode(record(key, "{\"temperature\":1}"));

        assertThat(row.get("site") + "," + row.get("part")).isEqualTo(parts.isEmpty() ? "null,null" : parts);
    }

    private static DecodedRows stream(String format, String more, String device, String columns) {
        return new DecodedRows(TestStreams.read("""
                name: test
                format: %s
                %s
                event-time: {column: at, earliest: "1900-01-01T00:00:00Z"}
                series-key: [device]
                %s
                columns:
                  - {name: device, type: string, required: true, source: ["%s"]}
                  - {name: at, type: timestamp, required: true, source: [_time]}
                  - {name: temperature, type: float64}%s
                """.formatted(
                        format, more, format.equals("csv") ? "csv-layouts: [[temperature]]" : "", device, columns)));
    }

    private RawRecord record(String key, String value) {
        return new RawRecord()
                .set("raw", 3, 17, TIME, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8), headers);
    }
}
