package io.arrowgate.decode;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Lists the fuzzed streams, each with ordinary records that all become rows. */
@SuppressWarnings("ImmutableEnumChecker") // A definition is immutable, and so is List.of.
public enum FuzzedStream {
    SENSORS(StreamDefinitions.builtIn("sensors"), """
            {"device":"sensor-0042","ts":"2024-05-01T12:34:56.789012Z","cpu_used":12.34,"cpu_free":87.66,"memory_used":45.6}""", """
            { "ts" : 1714566896789 , "device" : "Zürich \uD83D\uDE80", "extra" : {"a":[1,2.5e3,{"b":null}],"c":{}}, "cpu_used":-0.0 }
            """, """
            {"device":"x","device":"with \\"escapes\\" \\u00e9","TS":"1714566896","run_elapsed_ms":1e3,"memory_free":null}"""),

    TURNSTILES(
            StreamDefinitions.builtIn("turnstiles"),
            "A002,R051,02-00-00,59 ST,NQR456W,BMT,01/05/2024,23:00:00,REGULAR,0007,12",
            "A,R,\"0 \"\"2\",S,L,B,09-23-23,16:54:00,REGULAR,7,9,id,2023-09-23 16:54:00\r\n",
            """
            {"CA":"A002","UNIT":"R051","SCP":"02-00-00","STATION":"59 ST","DATE":"01/05/2024","TIME":"23:00:00",\
            "ENTRIES":7,"EXITS":12}"""),

    EVERY_TYPE_AS_JSON(everyType("format: json"), """
            {"id":"a","ts":"2024-05-01T12:00:00Z","word":"up","text":"é","flag":true,"i32":-7,"i64":9007199254740993,\
            "f32":1.5,"f64":-2.25e-3,"day":"2024-02-29"}""", """
            {"id":"b","ts":1714566896789}"""),

    EVERY_TYPE_IN_A_NESTED_ARRAY(everyType("format: json\neach: data.list"), """
            {"word":"up","data":{"list":[{"id":"a","ts":1714566896789,"flag":true},{"id":"b","ts":1714566896789,"word":"é]"}]}}""", """
            {"data":{"list":[{"i32":-7,"f32":1.5}],"x":[1,{}]},"id":"a","ts":"2024-05-01T12:00:00Z","text":"{"}"""),

    ENTRIES(read("""
                    name: entries
                    format: json
                    each: a[0].sensors.*
                    event-time: {column: ts}
                    series-key: [id]
                    columns:
                      - {name: id, type: string, required: true, source: [_each_key]}
                      - {name: ts, type: timestamp, required: true}
                      - {name: v, type: float64, aliases: ["_each_value[1]"]}
                      - {name: any, type: json, aliases: [_each_value]}
                    """), """
            {"ts":1714566896789,"a":[{"sensors":{"t1":{"v":1,"w":"x"},"t2":{"v":2,"any":{}},"t3":4.5,"t4":[7,8]}},{"sensors":7}]}""", """
            { "a" : [ { "x" : [{}] , "sensors" : { "é\\"" : { "any":"}" , "v":-1e3 } , "" : { } } } ] , "ts":"2024-05-01T12:00:00Z" }
            """),

    NESTED(read("""
                    name: nested
                    format: json
                    event-time: {column: ts}
                    series-key: [id]
                    columns:
                      - {name: id, type: string, required: true, source: [ids.device_id], aliases: []}
                      - {name: ts, type: timestamp, required: true, aliases: [received_at, data.ts]}
                      - {name: temperature, type: float64, source: [data.payload.temperature]}
                      - {name: rssi, type: int32, source: ["rx[0].rssi"]}
                      - {name: second, type: int32, aliases: ["rx[1].rssi", "rx[1].deep[2][0]"]}
                      - {name: payload, type: json, source: [data.payload]}
                      - {name: tags, type: string, source: [data.tags]}
                      - {name: any, type: json, source: [data.any]}
                      - {name: literal, type: int64, source: [data.n]}
                    """), """
            {"ids":{"device_id":"dev1","other":{"a":[1,{"b":"x"}]}},"received_at":"2024-05-01T12:34:56.789012Z","data":\
            {"tags":["a","b"],"n":7,"more":null},"rx":[{"rssi":-41,"gw":"g1"},{"rssi":-57,"deep":[1,2,[3]]},{"rssi":-9}]}""", """
            { "data" : {"payload":{"temperature": 21.5 ,"x":[] } , "ts":1714566896, "any":"é"}, "ids":{"device_id":"Zürich"} }
            """, """
            {"ids":{"device_id":"c"},"ids":{"x":1,"device_id":"d"},"data":{"any":{"deep":{"er":"\\n"}},"n":1},"data.n":2,"ts":1714566896,"rx":[]}"""),

    EVERY_TYPE_AS_CSV(
            everyType("format: csv\ncsv-layouts: [[id, ts, word, text, flag, i32, i64, f32, f64, day]]"),
            "a,2024-05-01T12:00:00Z,up,\"é, \"\"x\"\"\",true,-7,9007199254740993,1.5,-2.25e-3,2024-02-29",
            "b,1714566896789,,,,,,,,"),

    EVERY_TYPE_AS_LINE_PROTOCOL(
            everyType("format: influx", "_time"),
            "any,id=Abc,word=up text=\"é, \\\"x\\\"\",flag=t,i32=-7i,i64=9007199254740993i,f32=1.5,f64=-2.25e-3,day=\"2024-02-29\" "
                    + "1714566896789012345",
            "# a comment\nAny\\ thing,id=b\\,c,none=1 i32=7u,other=1,text=\"two\nlines\" 1714566896789012345\r\n");

    private final StreamDefinition definition;
    private final List<String> records;

    FuzzedStream(StreamDefinition definition, String... records) {
        this.definition = definition;
        this.records = List.of(records);
    }

    public StreamDefinition definition() {
        return definition;
    }

    public List<String> records() {
        return records;
    }

    /** Returns records of several rows. */
    public List<String> recordsOfSeveralRows() {
        List<String> objects =
                records.stream().filter(record -> record.startsWith("{")).toList();
        if (objects.size() == records.size()) {
            return List.of("[" + String.join(",", objects) + "]", String.join("\n", objects));
        }
        List<String> lines =
                records.stream().filter(record -> !record.startsWith("{")).toList();
        return List.of(String.join("\n", lines));
    }

    /** Returns records of one row and of several. */
    public List<String> allRecords() {
        return Stream.concat(records.stream(), recordsOfSeveralRows().stream()).toList();
    }

    private static StreamDefinition everyType(String format) {
        return everyType(format, "ts");
    }

    private static StreamDefinition everyType(String format, String time) {
        String yaml = """
                name: everything
                %s
                event-time: {column: ts}
                series-key: [id]
                columns:
                  - {name: id, type: string, required: true}
                  - {name: ts, type: timestamp, required: true, source: [%s]}
                  - {name: word, type: string, dictionary: true}
                  - {name: text, type: string}
                  - {name: flag, type: boolean}
                  - {name: i32, type: int32}
                  - {name: i64, type: int64}
                  - {name: f32, type: float32}
                  - {name: f64, type: float64}
                  - {name: day, type: date}
                """.formatted(format, time);
        return read(yaml);
    }

    private static StreamDefinition read(String yaml) {
        try {
            return StreamDefinitions.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
