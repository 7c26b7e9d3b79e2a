package io.arrowgate.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.stream.column.CounterKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamDefinitionsTest {
    private static final String VALID = """
            name: meters
            format: json
            event-time: {column: at}
            series-key: [meter]
            columns:
              - {name: meter, type: string, required: true}
              - {name: at, type: timestamp, required: true}
              - {name: value, type: float64}
            """;

    @Test
    void builtInStreamsLoad() {
        assertThat(StreamDefinitions.load(null)).containsOnlyKeys("sensors", "turnstiles");

        StreamDefinition turnstiles = StreamDefinitions.builtIn("turnstiles");
        assertThat(turnstiles.timeZone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(turnstiles.csvLayouts()).extracting(List::size).containsExactly(11, 13);
        assertThat(turnstiles.counters().kind()).isEqualTo(CounterKind.CUMULATIVE);
        assertThat(turnstiles.column("event_time").source()).containsExactly("DATE", "TIME");
    }

    @Test
    void omittedKeysHaveDefaults() throws IOException {
        StreamDefinition meters = read(VALID);

        assertThat(meters.topic()).isEqualTo("meters");
        assertThat(meters.timeZone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(meters.eventTime().maxAhead()).isEqualTo(Duration.ofDays(7));
        assertThat(meters.column("at").formats()).containsExactly("iso-8601", "epoch");
        assertThat(meters.column("meter").source()).containsExactly("meter");
        assertThat(meters.arrow()).isEqualTo(new ArrowTopic("arrow.meters", ArrowFraming.STREAM, true));
        assertThat(meters.clickhouse().table()).isEqualTo("meters");
        assertThat(meters.clickhouse().orderBy()).containsExactly("meter", "at");
    }

    @Test
    void directoryAddsStreamsAndReplacesBuiltInOnes(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("meters.yaml"), VALID);
        Files.writeString(directory.resolve("own.yml"), VALID.replace("name: meters", "name: sensors"));
        Files.writeString(directory.resolve("notes.txt"), "no definition");

        assertThat(StreamDefinitions.load(directory)).containsOnlyKeys("sensors", "turnstiles", "meters");
        assertThat(StreamDefinitions.load(directory).get("sensors").columns()).hasSize(3);
    }

    @Test
    void unknownBuiltInStreamErrorListsKnownOnes() {
        assertThatThrownBy(() -> StreamDefinitions.builtIn("meters"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown built-in stream 'meters'; give one of [sensors, turnstiles]");
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(delimiter = '|', textBlock = """
            columms:                     | columns:            | 5 | unknown key 'columms'; did you mean 'columns'?
            event_time: {column: at}     | event-time: {column: at} | 3 | unknown key 'event_time'; did you mean 'event-time'?
            event-time: {colunm: at}     | event-time: {column: at} | 3 | unknown key 'colunm'; did you mean 'column'?
            {nmae: value, type           | {name: value, type  | 8 | unknown key 'nmae'; did you mean 'name'?
            format: jsno                 | format: json        | 2 | format: 'jsno' is not one of [json, csv, influx]; did you mean 'json'?
            type: float16                | type: float64       | 8 | columns.type: 'float16' is not one of [string, boolean, int32,
            type: float64, tipe: int32   | type: float64       | 8 | unknown key 'tipe'
            type: string, dictionary: "yes" | type: float64    | 8 | dictionary
            type: float64, unit: 7       | type: float64       | 8 | columns.unit: YAML reads the value as a number or boolean; put
            type: float64, aliases: [on] | type: float64       | 8 | columns.aliases: YAML reads the value as a number or boolean; put
            type: float64, source: [1.5] | type: float64       | 8 | columns.source: YAML reads the value as a number or boolean; put
            type: 5                      | type: float64       | 8 | type
            type: float64, dictionary: true | type: float64    | 8 | columns.value.dictionary: 'true' is for strings only
            type: float64, type: int32   | type: float64       | 8 | 'type'
            type: float64, formats: [epoch] | type: float64    | 8 | columns.value.formats
            type: date, formats: [qqqqqqq] | type: float64     | 8 | is not a date pattern
            type: int64, source: [x], aliases: [y] | type: float64 | 8 | columns.value.aliases
            type: int64, source: []      | type: float64       | 8 | names no field
            name: METER                  | name: value         | 9 | columns.name: 'METER' differs from 'meter' in case only; use another name
            name: _offset                | name: value         | 8 | starts with an underscore
            name: my value               | name: value         | 8 | is not a valid name
            format: xml                  | format: json        | 2 | format: 'xml' is not one of [json, csv, influx]
            format: csv                  | format: json        | 9 | csv-layouts
            topic: x                     | event-time: {column: at} | 9 | event-time: is missing
            event-time: {column: value}  | event-time: {column: at} | 9 | must be a required column
            event-time: {column: meter}  | event-time: {column: at} | 9 | is not a timestamp
            event-time: {column: then}   | event-time: {column: at} | 9 | column 'then' is not one of stream meters
            series-key: []               | series-key: [meter] | 9 | series-key
            series-key: [value]          | series-key: [meter] | 9 | series-key: 'value' must be a required column
            type: int32, source: [a..b]  | type: float64       | 9 | columns.value.source: 'a..b' is not a path: position 3: a name is
            type: int32, aliases: ["a[x]"] | type: float64     | 9 | columns.value.aliases: 'a[x]' is not a path: position 2: [ must
            type: int32, source: [_time] | type: float64       | 9 | columns.value.source: '[_time]' is for a timestamp column; put
            type: int32, source: [_headers] | type: float64    | 9 | names no header; append its name, such as _headers.site
            type: json, source: [a, b]   | type: float64       | 8 | columns.value.source: '[a, b]' joins fields, which is no JSON
            format: [                    | format: json        | 2 | RecordFormat
            time-zone: Mars/Olympus      | format: json        | 2 | time-zone: 'Mars/Olympus' is not a time zone; write a region
            name: 12                     | name: meters        | 1 | name
            """)
    void invalidDefinitionErrorNamesFileAndLine(String mistake, String correct, int line, String problem) {
        String yaml = VALID.replace(correct, mistake);

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageStartingWith("meters.yaml, line %d: ".formatted(line))
                .hasMessageContaining(problem);
    }

    @Test
    void fileThatIsNoDefinitionIsReportedWithAWayToOne() {
        assertThatThrownBy(() -> read("Station;Date;PM10\nAT-01;13.05.2024;18,0\n"))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessage(
                        "meters.yaml, line 1: is not a stream definition, which has the keys name, format and columns;"
                                + " 'arrowgate streams infer --file' writes one from a sample of records");
    }

    @Test
    void secondDocumentOfAFileIsRejected() {
        assertThatThrownBy(() -> read(VALID + "---\n" + VALID))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageContaining("continues after its end; give each definition a file of its own");
    }

    @Test
    void missingKeyIsReportedWithoutAValue() {
        assertThatThrownBy(() -> read("alerts: []\n"))
                .hasMessage("meters.yaml, line 2: name: is missing; use letters, digits and underscores");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.list", "a[0].list", "sensors.*", "a[1][0].\"b.c\".*"})
    void eachIsAPathOfJsonStreams(String path) throws IOException {
        assertThat(read(VALID + "each: '" + path + "'\n").each()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``      | is not a path: position 1: a name is missing
            .       | is not a path: position 1: a name is missing
            a..b    | is not a path: position 3: a name is missing
            a.      | is not a path: position 3: a name is missing
            .a      | is not a path: position 1: a name is missing
            a[x]    | is not a path: position 2: [ must be followed by an index from 0 to 9999 and ]
            a[-1]   | is not a path: position 2: [ must be followed by an index from 0 to 9999 and ]
            [0].a   | is not a path: a name must be first; the elements of a record that is an array are rows without each
            *       | is not a path: * must be last, after a name and a dot; only one level can be rows
            a.*.b   | is not a path: * must be last, after a name and a dot; only one level can be rows
            a.*.*   | is not a path: * must be last, after a name and a dot; only one level can be rows
            """)
    void wrongPathOfEachIsRejected(String path, String problem) {
        assertThatThrownBy(() -> read(VALID + "each: '" + path + "'\n"))
                .hasMessageContaining("each: '%s' %s".formatted(path, problem));
    }

    @Test
    void eachAndItsFieldsGoTogether() throws IOException {
        assertThatThrownBy(() -> read(VALID.replace("format: json", "format: influx\neach: a")))
                .hasMessageContaining("each: 'a' goes with json");
        String key = VALID.replace("type: float64", "type: float64, source: [_each_key]");
        String value = VALID.replace("type: float64", "type: float64, aliases: ['_each_value[1].x']");
        for (String each : List.of("", "each: a\n")) {
            assertThatThrownBy(() -> read(key + each))
                    .hasMessageContaining(
                            "columns.value.source: '_each_key' goes with each of an object's entries, such as each: sensors.*");
        }
        assertThatThrownBy(() -> read(value))
                .hasMessageContaining("columns.value.source: '_each_value' goes with each");
        assertThat(read(key + "each: a.*\n").each()).isEqualTo("a.*");
        assertThat(read(value + "each: a\n").each()).isEqualTo("a");
        assertThat(read(key.replace("_each_key", "'\"_each_key\"'")).each()).isNull();
    }

    @Test
    void unknownKeyErrorListsKnownOnes() {
        assertThatThrownBy(() -> read(VALID + "shade: red\n"))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageStartingWith("meters.yaml, line 9: unknown key 'shade'; known here are ")
                .hasMessageContaining("time-zone");
    }

    @Test
    void duplicateKeyIsRejected() {
        assertThatThrownBy(() -> read(VALID + "name: again\n"))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageStartingWith("meters.yaml, line 9: ")
                .hasMessageContaining("name");
    }

    @ParameterizedTest
    @CsvSource({"''", "~", "[]", "text"})
    void fileWithoutDefinitionIsRejected(String yaml) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(InvalidStreamDefinitionException.class)
                .hasMessageStartingWith("meters.yaml, line 1: ");
    }

    private static StreamDefinition read(String yaml) throws IOException {
        return StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "meters.yaml");
    }
}
