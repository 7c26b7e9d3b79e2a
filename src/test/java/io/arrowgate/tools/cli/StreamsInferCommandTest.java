package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.decode.DecodedRows;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.stream.column.ColumnDefinition;
import io.arrowgate.stream.column.ColumnType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsInferCommandTest {
    @TempDir
    private Path folder;

    @Test
    void csvGivesTypesKeyTimeAndLayout() throws IOException {
        StreamDefinition stream = infer(
                "weather.csv",
                "Station-ID ,Zip,measured at,temp (C),count,big,wet,day,note,on,empty",
                "s1,01234,05/13/2024 10:00:00,1.5,1,3000000000,true,2024-05-13,first one,x,",
                "s2,01234,05/13/2024 10:00:00,-2,2,1,false,2024-05-13,\"another, \"\"one\"\"\",x,",
                "s1,01235,05/13/2024 10:01:00,,3,2,FALSE,2024-05-13,,x,",
                "s2,01235,05/13/2024 10:01:00,1e2,4,7,true,2024-05-13,last,x,");

        assertThat(stream.name()).isEqualTo("weather");
        assertThat(stream.seriesKey()).containsExactly("Station_ID");
        assertThat(stream.eventTime().column()).isEqualTo("measured_at");
        assertThat(columns(stream))
                .containsExactly(
                        "Station_ID STRING dictionary required",
                        "Zip STRING dictionary",
                        "measured_at TIMESTAMP required [MM/dd/yyyy HH:mm:ss]",
                        "temp_C FLOAT64",
                        "count INT64",
                        "big INT64",
                        "wet BOOLEAN",
                        "day DATE [iso-8601]",
                        "note STRING",
                        "on STRING dictionary",
                        "empty STRING");
        assertThat(stream.csvLayouts()).hasSize(1);
        assertThat(stream.csvLayouts().get(0)).hasSize(11);
        assertThat(stream.rollUps()).hasSize(1);
    }

    @Test
    void jsonDistinguishesTextFromNumbers() throws IOException {
        StreamDefinition stream = infer(
                "door.events.jsonl",
                "{\"ts\":1714566896789,\"door\":\"a\",\"level\":\"12\",\"t\":20,\"open\":true,\"more\":{}}",
                "{\"ts\":1714566897789,\"door\":\"b\",\"level\":\"13\",\"t\":20.5,\"open\":false,\"more\":[]}",
                "{\"ts\":1714566898789,\"door\":\"a\",\"level\":\"12\",\"t\":null,\"open\":true}",
                "{\"ts\":1714566899789,\"door\":\"b\",\"level\":\"14\"}");

        assertThat(stream.name()).isEqualTo("door");
        assertThat(columns(stream))
                .containsExactly(
                        "ts TIMESTAMP required [epoch-ms]",
                        "door STRING dictionary required",
                        "level STRING",
                        "t FLOAT64",
                        "open BOOLEAN");
    }

    @Test
    void nestedFieldsArePathsNamedByTheirEnds() throws IOException {
        StreamDefinition stream = infer(
                "uplinks.jsonl",
                "{\"ids\":{\"device_id\":\"a\"},\"up\":{\"meta\":[{\"rssi\":-70.5},{\"rssi\":1}],\"data\":{\"ts\":1714566896,\"t.in\":20}},\"t\":\"x\"}",
                "{\"ids\":{\"device_id\":\"b\"},\"up\":{\"meta\":[],\"data\":{\"ts\":1714566897,\"t.in\":2.5},\"t\":1.5},\"t\":\"y\"}");

        assertThat(stream.eventTime().column()).isEqualTo("ts");
        assertThat(stream.seriesKey()).containsExactly("device_id");
        assertThat(stream.columns().stream().map(column -> column.name() + " " + column.source() + column.aliases()))
                .containsExactly(
                        "device_id [ids.device_id][]",
                        "rssi [up.meta[0].rssi][]",
                        "ts [up.data.ts][]",
                        "t_in [up.data.\"t.in\"][]",
                        "t [t][]",
                        "up_t [up.t][]");
    }

    @Test
    void elementsAndFieldsAroundThemAreNested() throws IOException {
        StreamDefinition stream = infer(
                "fleet.jsonl",
                "{\"at\":1714566896,\"site\":{\"name\":\"n\"},\"cars\":[{\"id\":\"a\",\"pos\":{\"lat\":1.5}},{\"id\":\"b\",\"pos\":{\"lat\":2.5}}]}",
                "{\"at\":1714566897,\"site\":{\"name\":\"n\"},\"cars\":[{\"id\":\"a\",\"pos\":{\"lat\":1.5}}]}");

        assertThat(stream.each()).isEqualTo("cars");
        assertThat(columns(stream))
                .containsExactly(
                        "at TIMESTAMP required [epoch-s]",
                        "name STRING dictionary",
                        "id STRING dictionary required",
                        "lat FLOAT64");
    }

    @Test
    void metadataOfReadingIsNoArrayOfReadings() throws IOException {
        StreamDefinition stream = infer(
                "uplink.json",
                "{\"id\":\"a\",\"at\":1714566896,\"t\":1.5,\"rx_metadata\":[{\"rssi\":-70},{\"rssi\":-90}]}");

        assertThat(stream.each()).isNull();
        assertThat(stream.column("rssi").source()).containsExactly("rx_metadata[0].rssi");
    }

    @ParameterizedTest
    @CsvSource({
        "fields.jsonl,'{\"id\":\"a\",\"at\":1714566896,\"_headers\":1,\"_key\":{\"x\":2}}'",
        "fields.lp,'m,id=a _headers=1,_key=2 1'"
    })
    void fieldNamedLikePartOfKafkaRecordIsOfTheValue(String file, String record) throws IOException {
        StreamDefinition stream = infer(file, record);

        assertThat(stream.columns().stream()
                        .flatMap(column -> Stream.concat(column.source().stream(), column.aliases().stream())))
                .contains("\"_headers\"")
                .doesNotContain("_key", "_key.x");
    }

    @Test
    void lineProtocolKeepsTypesAndTagsBecomeTheSeriesKey() throws IOException {
        StreamDefinition stream = infer(
                "car.lp",
                "# a comment",
                "car,id=44,side\\ of=left speed=287.4,gear=7i,q=2u,pit=f,say=\"a \\\"b\\\"\" 1714564800000000123",
                "car,id=44,side\\ of=right speed=288,gear=8i 1714564800001000123",
                "car,side\\ of=left,id=77,rare=x gear=8i 1714564800001000123");

        assertThat(stream.seriesKey()).containsExactly("id", "side_of");
        assertThat(columns(stream))
                .containsExactly(
                        "time TIMESTAMP required [epoch-ns]",
                        "id STRING dictionary required",
                        "side_of STRING dictionary required",
                        "speed FLOAT64",
                        "gear INT64",
                        "q UINT64",
                        "pit BOOLEAN",
                        "say STRING",
                        "rare STRING");
    }

    @Test
    void pointsWithoutTimesAndTagsAreKeyedByMeasurement() throws IOException {
        StreamDefinition stream = infer("cpu.txt", "cpu load=1", "cpu load=2", "mem load=3");

        assertThat(columns(stream))
                .containsExactly(
                        "measurement STRING dictionary required", "load FLOAT64", "time TIMESTAMP required [epoch-ns]");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-13T10:00:00Z,iso-8601",
        "2024-05-13 10:00:00.123,iso-8601",
        "13/05/2024 10:00:00,dd/MM/yyyy HH:mm:ss",
        "13.05.2024 10:00,dd.MM.yyyy HH:mm",
        "2024/05/13 10:00:00,yyyy/MM/dd HH:mm:ss",
        "1714564800,epoch-s",
        "1714564800000000,epoch-us",
        "2024-05-13,yyyy-MM-dd",
        "1987-05-13 10:00:00,iso-8601",
        "1631186545.04,epoch-s",
        "1631186545040.5,epoch-ms",
        "01/13/2025 12:00:00 AM,MM/dd/yyyy h:mm:ss a",
        "01/03/2025 12:00:00 AM,MM/dd/yyyy h:mm:ss a",
        "13/01/2025 1:05 pm,dd/MM/yyyy h:mm a",
        "3/13/2025 9:05,M/d/yyyy H:mm",
        "2018-05-20 00:00:35 UTC,iso-8601",
        "2024-05-13 12:00:00 +0200,iso-8601",
        "2022/12/30T22:10:10z,iso-8601",
        "20240513T120000Z,iso-8601",
        "20240513,yyyyMMdd",
        "20240513120000,yyyyMMddHHmmss",
        "13 May 2024 12:00:00,d MMM yyyy HH:mm:ss",
        "Mon May 13 12:00:00 UTC 2024,EEE MMM d HH:mm:ss z yyyy",
    })
    void theFormatOfTimesIsFound(String time, String format) throws IOException {
        StreamDefinition stream = infer("times.csv", "time,name,v", time + ",a,1", time + ",a,2");

        assertThat(stream.column("time").formats()).containsExactly(format);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', textBlock = """
            Date;Station;CO;n~10/03/2004;a;2,6;7~11/03/2004;b;;8~12/03/2004;a;1,25;9 ! {delimiter: ";", decimal: ","} ! CSV separated by ';', decimal ',', with a header. ! FLOAT64
            Date>Station>CO>n~10/03/2004>a>2.6>7~11/03/2004>b>NA>8~12/03/2004>a>1>9 ! {delimiter: "\\t"} ! CSV separated by '\\t', decimal '.', with a header. ! FLOAT64
            Date|Station|CO~10/03/2004|a|2~11/03/2004|b|NaN~12/03/2004|a|1 ! {delimiter: "|"} ! CSV separated by '|', decimal '.', with a header. ! FLOAT64
            Date,Station,CO~10/03/2004,a,"1,204.5"~11/03/2004,b,3.5~12/03/2004,a,2 ! {thousands: ","} ! CSV separated by ',', decimal '.', thousands ',', with a header. ! FLOAT64
            sep=;~Date;Station;CO~10/03/2004;a;1.204,5~11/03/2004;b;3~12/03/2004;a;2 ! {delimiter: ";", decimal: ",", thousands: "."} ! CSV separated by ';', decimal ',', thousands '.', with a header. ! FLOAT64
            Date;Station;CO;n~10/03/2004;a;2,61;1.002~11/03/2004;b;3,5;950~12/03/2004;a;1,1;1.250 ! {delimiter: ";", decimal: ",", thousands: "."} ! CSV separated by ';', decimal ',', thousands '.', with a header. ! FLOAT64
            Date;Station;CO;n~10/03/2004;a;1.002;1~11/03/2004;b;3.250;2~12/03/2004;a;2.500;3 ! {delimiter: ";"} ! CSV separated by ';', decimal '.', with a header. ! FLOAT64
            sep=,~# made by x~Date,Station,CO~10/03/2004,a,2.5~# more~11/03/2004,b,3~12/03/2004,a,2 ! {comment: "#"} ! CSV separated by ',', decimal '.', comments after '#', with a header. ! FLOAT64
            """)
    void dialectIsFoundAndReported(String lines, String keys, String report, ColumnType type) throws IOException {
        Path data = file("some.csv", lines.replace('>', '\t').split("~"));
        CommandLineRun run = CommandLineRun.of("streams", "infer", "--file=" + data);

        assertThat(run.exitCode()).as(run.error()).isZero();
        assertThat(run.error()).startsWith("All 3 sampled records").contains(report);
        assertThat(run.out()).contains("csv-dialect: " + keys + "\n");
        assertThat(StreamDefinitions.read(new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8)), "x")
                        .column("CO")
                        .type())
                .isEqualTo(type);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', textBlock = """
            title, empty line, units ! Heat meters~Site:;Main St. 12, Vienna~Created:;01.06.2024 08:15~~meter;read at;Energy;Status~;;kWh;~m1;13.05.2024 12:00;1.234,5;OK~m2;13.05.2024 12:00;7,25;OK~m1;13.05.2024 13:00;1.240,0;OK ! skip-lines: 4, skip-after-header: 1 ! kWh
            title in cells of a spreadsheet ! Heat meters;;;~Created:;01.06.2024 08:15;;~meter;read at;Energy;Status~m1;13.05.2024 12:00;2,5;OK~m2;13.05.2024 12:00;7,25;OK~m1;13.05.2024 13:00;1;OK ! skip-lines: 2 !
            units and kind of average of a logger ! "TOA5","CR1000"~"meter","TIMESTAMP","Energy"~"","TS","kWh"~"","","Avg"~"m1","2024-05-13 12:00:00",2.5~"m2","2024-05-13 12:00:00",7.5~"m1","2024-05-13 13:00:00","NAN" ! skip-lines: 1, skip-after-header: 2 ! kWh
            """)
    void titleBeforeHeaderAndUnitsAfterItAreSkipped(String name, String lines, String keys, String unit)
            throws IOException {
        Path data = file("meters.csv", lines.split("~"));
        CommandLineRun run = CommandLineRun.of("streams", "infer", "--file=" + data);

        assertThat(run.error()).startsWith("All 3 sampled records");
        assertThat(run.out()).contains(keys + "}\n");
        StreamDefinition stream =
                StreamDefinitions.read(new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8)), "x");
        assertThat(stream.seriesKey()).containsExactly("meter");
        assertThat(stream.column("Energy").type()).isEqualTo(ColumnType.FLOAT64);
        assertThat(stream.column("Energy").unit()).isEqualTo(unit);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', textBlock = """
            first record lacks values ! dev,time,v,w~d1,2024-05-13 12:00:00,,~d1,2024-05-13 12:00:01,1.5,2~d1,2024-05-13 12:00:02,1.5,2
            all fields are text ! name,state,note~a,on,first~b,off,second~a,on,third
            header has fewer fields than records ! time,v~2024-05-13 12:00:00,1.5,x~2024-05-13 12:00:01,2.5,x~2024-05-13 12:00:02,1,y
            """)
    void recordsAreNeitherTitleNorUnits(String name, String lines) throws IOException {
        Path data = file("plain.csv", lines.split("~"));
        CommandLineRun run = CommandLineRun.of("streams", "infer", "--file=" + data);

        assertThat(run.error()).contains("3 ").contains("with a header.");
        assertThat(run.out()).doesNotContain("skip-");
    }

    @Test
    void quotedNumbersWithFractionsAreNumbersAndIdsAreText() throws IOException {
        StreamDefinition stream = infer(
                "charger.jsonl",
                "{\"timestamp\":\"1715594400\",\"id\":\"4711\",\"value\":\"1204500\",\"power\":\"11.42\",\"version\":\"2.0\",\"code\":\"17\"}",
                "{\"timestamp\":\"1715594401\",\"id\":\"4712\",\"value\":\"1204600\",\"power\":\"9\",\"version\":\"2.0\",\"code\":\"18\"}");

        assertThat(columns(stream))
                .containsExactly(
                        "timestamp TIMESTAMP required [epoch-s]",
                        "id STRING dictionary required",
                        "value FLOAT64",
                        "power FLOAT64",
                        "version STRING dictionary",
                        "code STRING");
    }

    @ParameterizedTest
    @CsvSource({
        "t,1715601600.04,epoch-s",
        "createdAt,1715601600123,epoch-ms",
        "measured,1715601600123456,epoch-us",
        "gas_timestamp,240513120000,yyMMddHHmmss",
        "readingTime,202405131200,yyyyMMddHHmm"
    })
    void numbersAreTimesByName(String name, String time, String format) throws IOException {
        String record = "{\"dev\":\"a\",\"%s\":%s,\"received\":17}".formatted(name, time);
        StreamDefinition stream = infer("times.jsonl", record, record);

        assertThat(stream.eventTime().column()).isEqualTo(name);
        assertThat(stream.column(name).formats()).containsExactly(format);
        assertThat(stream.column("received").type()).isEqualTo(ColumnType.FLOAT64);
    }

    @Test
    void timeOfElementIsEventTimeRatherThanThatOfTheRecord() throws IOException {
        String record =
                "{\"header\":{\"timestamp\":1715594400},\"entity\":[{\"id\":\"a\",\"vehicle\":{\"recorded\":1715594398}},"
                        + "{\"id\":\"b\",\"vehicle\":{\"recorded\":1715594399}}]}";
        StreamDefinition stream = infer("feed.jsonl", record);

        assertThat(stream.eventTime().column()).isEqualTo("recorded");
    }

    @Test
    void textThatMeansNullAmongNumbersIsNullInTexts() throws IOException {
        StreamDefinition stream = infer(
                "plots.tsv",
                "plot\tmeasured\tmoisture\tremark",
                "A1\t2024-05-13 12:00:00\t0.5\tNA",
                "A2\t2024-05-13 12:00:00\tNA\twet -",
                "A1\t2024-05-13 13:00:00\t0.25\t-");

        assertThat(stream.column("remark").nullPolicy().nullValues()).containsExactly("NA");
    }

    @Test
    void missingTimeIsThatOfTheKafkaRecord() throws IOException {
        StreamDefinition json = infer("kitchen.jsonl", "{\"temperature\":21.5}", "{\"temperature\":22.5}");
        Path data = file("some.csv", "a;b", "1;2", "3;4");
        CommandLineRun csv = CommandLineRun.of("streams", "infer", "--file=" + data);

        assertThat(columns(json))
                .containsExactly(
                        "topic STRING dictionary required",
                        "event_time TIMESTAMP required [iso-8601, epoch]",
                        "temperature FLOAT64");
        assertThat(json.column("event_time").source()).containsExactly("_time");
        assertThat(csv.error()).startsWith("All 2 sampled records");
        assertThat(csv.out()).contains("# No field, separated by ';', has a time in every record");
    }

    @Test
    void namesThatLookLikePathsAreLiteral() throws Exception {
        String record = "{\"device\":\"a\",\"ts\":1715594400,\"a.b\":1.5,\"_time\":2.5,\"_key\":3.5}";
        StreamDefinition stream = infer("paths.jsonl", record);

        assertThat(new DecodedRows(stream).decode(record))
                .containsEntry("a_b", 1.5)
                .containsEntry("key", 3.5);
        assertThat(stream.column("a_b").aliases()).containsExactly("\"a.b\"");
    }

    @Test
    void nullValuesLeaveNumbersNumbersAndTextText() throws IOException {
        StreamDefinition csv = infer(
                "nulls.csv",
                "time,name,t,grade,on",
                "2024-05-13T10:00:00Z,s1,1.5,A,true",
                "2024-05-13T10:00:01Z,s1,NA,-,n/a",
                "2024-05-13T10:00:02Z,s1,2,B,false");
        StreamDefinition json = infer(
                "nulls.jsonl",
                "{\"time\":\"2024-05-13T10:00:00Z\",\"name\":\"s1\",\"t\":1.5}",
                "{\"time\":\"2024-05-13T10:00:01Z\",\"name\":\"s1\",\"t\":NaN}",
                "{\"time\":\"2024-05-13T10:00:02Z\",\"name\":\"s1\",\"t\":\"N/A\"}");

        assertThat(csv.column("t").type()).isEqualTo(ColumnType.FLOAT64);
        assertThat(csv.column("grade").type()).isEqualTo(ColumnType.STRING);
        assertThat(csv.column("on").type()).isEqualTo(ColumnType.BOOLEAN);
        assertThat(json.column("t").type()).isEqualTo(ColumnType.FLOAT64);
    }

    @Test
    void integerBeyondSignedRangeIsUnsigned() throws IOException {
        StreamDefinition stream = infer(
                "big.jsonl",
                "{\"time\":\"2024-05-13T10:00:00Z\",\"name\":\"s1\",\"n\":18446744073709551615,\"P\":1,\"p\":2}",
                "{\"time\":\"2024-05-13T10:00:01Z\",\"name\":\"s1\",\"n\":1,\"P\":1,\"p\":2}");

        assertThat(stream.column("n").type()).isEqualTo(ColumnType.UINT64);
        assertThat(stream.column("p_2").aliases()).containsExactly("p");
    }

    @Test
    void typesFitLaterFractionsAndLargeNumbers() throws Exception {
        StreamDefinition stream = infer(
                "wide.jsonl",
                "{\"dev\":\"d1\",\"ts\":1715594400,\"temp\":21,\"counter\":2147483000,\"energy\":5000000000}");

        assertThat(
                        new DecodedRows(stream)
                                .decode(
                                        "{\"dev\":\"d1\",\"ts\":1715594401,\"temp\":21.5,\"counter\":2147483648,\"energy\":5000000001}"))
                .containsEntry("temp", 21.5)
                .containsEntry("counter", 2_147_483_648L)
                .containsEntry("energy", 5_000_000_001L);
    }

    @Test
    void largeSampleOfSmallIntegersIsInt32() throws IOException {
        String[] lines = IntStream.range(0, 1_001)
                .mapToObj(i -> i == 0
                        ? "ts,device,humidity,count,register,gear"
                        : "%d,d%d,%d,%d,%d,%d"
                                .formatted(1_715_594_400 + i, i % 3, 40 + i % 20, i, 9_999_000 + i, i % 5))
                .toArray(String[]::new);
        StreamDefinition stream = infer("large.csv", lines);

        assertThat(columns(stream))
                .contains("humidity INT32", "count INT64", "register INT64")
                .as("five distinct values may be those of a setting")
                .contains("gear FLOAT64");
        assertThat(Files.readString(folder.resolve("streams/out.yaml")))
                .contains("{name: humidity, type: int32}  # 40 to 59, whole numbers, all small");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', textBlock = """
            unit varies more than device ! ts,dev,unit,v~1715594400,a,°C,1~1715594401,b,kWh,2~1715594402,a,%,3~1715594403,b,°C,4~1715594404,a,kWh,5~1715594405,b,%,6 ! dev
            unit has an unusual name ! ts,measured_in,house,v~1715594400,°C,a,1~1715594401,kWh,b,2~1715594402,%,a,3~1715594403,°C,b,4~1715594404,kWh,a,5~1715594405,%,b,6 ! house
            study name is constant ! ts,study-name,sensor-type,tag-local-identifier,v~1715594400,Storks of 2024,gps,t1,1~1715594401,Storks of 2024,gps,t2,2 ! tag_local_identifier
            only device of the sample ! ts,deviceId,color,v~1715594400,d1,red,1~1715594401,d1,blue,2~1715594402,d1,red,3~1715594403,d1,blue,4 ! deviceId
            id numbers the records ! {20}ts,id,house,v~1715594400,#,a,1~1715594400,#,b,2 ! house
            event id is no device ! ts,event_id,house,v~1715594400,e1,a,1~1715594401,e1,b,2~1715594402,e2,a,3~1715594403,e2,b,4~1715594404,e3,a,5~1715594405,e3,b,6 ! house
            text is prose ! ts,advice,house,v~1715594400,close all of the windows,a,1~1715594401,open one of the doors,b,2 ! house
            number with the name of an id ! ts,sensor_no,state,v~1715594400,1,on,1~1715594401,2,off,2~1715594402,1,on,3~1715594403,2,off,4 ! sensor_no
            id of the network rather than a name ! ts,deviceName,devEui,v~1715594400,north,00a1,1~1715594401,south,00a2,2~1715594402,north,00a1,3~1715594403,south,00a2,4 ! devEui
            meter of a German export ! Zeit,Zählernummer,Status,v~2024-05-13 12:00,67890120,ok,1~2024-05-13 12:00,67890121,ok,2~2024-05-13 13:00,67890120,alt,3~2024-05-13 13:00,67890121,ok,4 ! Zaehlernummer
            topic rather than constant id of a part ! ts,topic,probe_id,v~1715594400,tele/a,p1,1~1715594401,tele/b,p1,2~1715594402,tele/a,p1,3~1715594403,tele/b,p1,4 ! topic
            number is a measurement ! ts,temp,house,v~1715594400,21,a,1.5~1715594401,21,b,2.5 ! house
            """)
    void seriesKeyIdentifiesDevice(String name, String lines, String key) throws IOException {
        StreamDefinition stream = infer("keys.csv", repeated(lines));

        assertThat(stream.seriesKey()).containsExactly(key);
    }

    /** Returns the header and lines of {@code header~line}; the lines after {@code {n}} n times, with numbers for {@code #}. */
    private static String[] repeated(String lines) {
        boolean many = lines.startsWith("{20}");
        String[] all = lines.replace("{20}", "").split("~", -1);
        return IntStream.range(0, 1 + (many ? 20 : 1) * (all.length - 1))
                .mapToObj(i -> i == 0 ? all[0] : all[1 + (i - 1) % (all.length - 1)].replace("#", String.valueOf(i)))
                .toArray(String[]::new);
    }

    @Test
    void seriesKeyOfPointsHasNoConstantsAndUnits() throws IOException {
        StreamDefinition stream = infer(
                "tags.lp",
                "m,host=h1,region=eu,unit=°C,room=a v=1 1714564800000000123",
                "m,host=h1,region=eu,unit=%,room=b v=2 1714564800000000123");

        assertThat(stream.seriesKey()).containsExactly("host", "room");
    }

    @Test
    void fieldNamedLikeTimeOfPointIsAnotherColumn() throws Exception {
        StreamDefinition stream = infer("race.lp", "lap,car=44 time=81.5,_value=2 1714564800000000123");

        assertThat(new DecodedRows(stream).decode("lap,car=44 time=81.5,_value=2 1714564800000000123"))
                .containsEntry("time", 81.5)
                .containsEntry("value", 2.0)
                .containsEntry(stream.eventTime().column(), Instant.parse("2024-05-01T12:00:00.000000Z"));
    }

    @Test
    void lettersWithAccentsAreWrittenWithout() throws IOException {
        StreamDefinition stream = infer(
                "zähler.csv", "Zähler,time,Rücklauf,débit", "a,2024-05-13T10:00:00Z,1,2", "a,2024-05-13T10:00:01Z,1,2");

        assertThat(stream.name()).isEqualTo("zaehler");
        assertThat(stream.columns().stream().map(ColumnDefinition::name))
                .containsExactly("Zaehler", "time", "Ruecklauf", "debit");
        assertThat(stream.column("debit").aliases()).containsExactly("débit");
    }

    @Test
    void namesThatAreCleanedAlikeAreDistinct() throws Exception {
        String record =
                "{\"ts\":1715594400,\"device\":\"a\",\"a b\":1.5,\"a_b\":2.5,\"a-b\":3.5,\"A_B_2\":4.5,\"\":5.5}";
        StreamDefinition stream = infer("alike.jsonl", record);

        assertThat(new DecodedRows(stream).decode(record))
                .containsEntry("a_b", 2.5)
                .containsEntry("a_b_3", 1.5)
                .containsEntry("a_b_4", 3.5)
                .containsEntry("A_B_2", 4.5)
                .containsEntry("column", 5.5);
    }

    @Test
    void jsonArrayFileAndIndentedObjectsAreRead() throws IOException {
        for (String text : List.of(
                "[{\"device\":\"a\",\"ts\":1715594400},{\"device\":\"b\",\"ts\":1715594401}]",
                "[\n  {\n \"device\": \"a\", \"ts\": 1715594400\n  },\n  {\"device\": \"b\", \"ts\": 1715594401}\n]\n",
                "{\n \"device\": \"a\",\n \"ts\": 1715594400\n}\n{\n \"device\": \"b\",\n \"ts\": 1715594401\n}\n")) {
            CommandLineRun run = CommandLineRun.of("streams", "infer", "--file=" + file("array.json", text));

            assertThat(run.error()).startsWith("All 2 sampled records");
            assertThat(run.out()).contains("series-key: [device]", "event-time: {column: ts}");
        }
    }

    @Test
    void arrayOfReadingsIsProposedAsEach() throws Exception {
        String record = "{\"gw\":\"g1\",\"data\":{\"readings\":"
                + "[{\"device\":\"a\",\"ts\":1715594400,\"t\":1},{\"device\":\"b\",\"ts\":1715594400,\"t\":2}]}}";
        StreamDefinition stream = infer("gateway.jsonl", record, record);

        assertThat(stream.each()).isEqualTo("data.readings");
        assertThat(stream.seriesKey()).containsExactly("device");
        assertThat(columns(stream)).contains("gw STRING dictionary", "ts TIMESTAMP required [epoch-s]", "t FLOAT64");
    }

    @Test
    void arrayOfOtherObjectsIsNotProposedAsEach() throws IOException {
        StreamDefinition stream = infer(
                "uplink.jsonl",
                "{\"device\":\"a\",\"ts\":1715594400,\"t\":1.5,\"rx\":[{\"gateway\":\"g1\",\"time\":1715594400,\"rssi\":-80}]}");

        assertThat(stream.each()).isNull();
    }

    @Test
    void registersAreProposedAsCounters() throws IOException {
        Path data = file(
                "meter.csv",
                "ts,device,energy_kwh,voltage,counter",
                "1715594400,a,44.6,230.1,7",
                "1715594400,b,9.5,229.5,3",
                "1715594460,a,44.8,230.4,9",
                "1715594460,b,9.9,229.9,2",
                "1715594520,a,45.1,230.8,11",
                "1715594520,b,9.9,230.2,4");

        assertThat(CommandLineRun.of("streams", "infer", "--file=" + data).out())
                .contains("# counters: {kind: cumulative, columns: [energy_kwh]}\n");
    }

    @ParameterizedTest
    @CsvSource({"alerts", "dead_letters", "freshness_of_x"})
    void nameThatTheJobUsesGetsPrefix(String reserved) throws IOException {
        Path data = file(reserved + ".csv", "time,name,v", "2024-05-13T10:00:00Z,a,1", "2024-05-13T10:00:01Z,a,2");

        assertThat(CommandLineRun.of("streams", "infer", "--file=" + data).out())
                .contains("name: stream_" + reserved + "\n");
        assertThat(CommandLineRun.of("streams", "infer", "--file=" + data, "--name=" + reserved)
                        .error())
                .contains("--name: stream '" + reserved + "'");
    }

    @Test
    void ambiguousOrderOfDayAndMonthIsStated() throws IOException {
        Path data = file("times.csv", "time,name,v", "01/03/2025 12:00:00 AM,a,1", "02/03/2025 1:00:00 PM,a,2");

        assertThat(CommandLineRun.of("streams", "infer", "--file=" + data).out())
                .contains("formats: [\"MM/dd/yyyy h:mm:ss a\"]}  # other possible formats: [dd/MM/yyyy h:mm:ss a]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Date | Time | 2024-05-13 | 12:00:00 | iso-8601",
                "Date | Time | 2024-05-13 | 12:00:00.25 | iso-8601",
                "Local Date | Local Time | 13.05.2024 | 12:00 | dd.MM.yyyy HH:mm",
                "day | clock | 05/13/2024 | 12:00 PM | MM/dd/yyyy h:mm a",
                "DATE | TIME | 13/05/2024 | 12.00.00 | dd/MM/yyyy HH.mm.ss"
            })
    void dateAndTimeOfTwoFieldsAreJoined(String date, String time, String day, String clock, String format)
            throws Exception {
        StreamDefinition csv = infer(
                "station.csv",
                "%s,%s,Station,NO2".formatted(date, time),
                "%s,%s,a,1.5".formatted(day, clock),
                "%s,%s,b,2.5".formatted(day, clock));
        String record = "{\"%s\":\"%s\",\"%s\":\"%s\",\"Station\":\"a\",\"NO2\":1.5}".formatted(date, day, time, clock);
        StreamDefinition json = infer("station.jsonl", record);

        for (StreamDefinition stream : List.of(csv, json)) {
            assertThat(stream.eventTime().column()).isEqualTo("event_time");
            assertThat(stream.column("event_time").source()).containsExactly(date, time);
            assertThat(columns(stream).get(0)).isEqualTo("event_time TIMESTAMP required [" + format + "]");
            assertThat(stream.seriesKey()).containsExactly("Station");
            assertThat(stream.columns()).hasSize(3);
        }
        assertThat(new DecodedRows(json).decode(record))
                .containsEntry(
                        "event_time",
                        Instant.parse("2024-05-13T12:00:00Z").plusMillis(clock.endsWith(".25") ? 250 : 0));
        assertThat(new DecodedRows(csv).decode("%s,%s,a,1.5".formatted(day, clock)))
                .containsEntry("NO2", 1.5)
                .containsEntry(
                        "event_time",
                        Instant.parse("2024-05-13T12:00:00Z").plusMillis(clock.endsWith(".25") ? 250 : 0));
        CommandLineRun check = CommandLineRun.of(
                "streams", "check", folder.resolve("streams/out.yaml").toString());
        assertThat(check.exitCode()).as(check.error()).isZero();
    }

    @Test
    void digitsThatAreNoTimeStayNumbers() throws IOException {
        StreamDefinition stream = infer(
                "serial.jsonl",
                "{\"time\":\"2024-05-13T10:00:00Z\",\"name\":\"a\",\"serial\":\"20240513\",\"count\":20240513}",
                "{\"time\":\"2024-05-13T10:00:00Z\",\"name\":\"a\",\"serial\":\"20240514\",\"count\":20240514}");

        assertThat(columns(stream)).contains("serial STRING dictionary required", "count INT64");
    }

    @Test
    void fileWithoutHeaderGetsNumberedColumns() throws IOException {
        StreamDefinition stream = infer("plain.csv", "a,2024-05-13T10:00:00Z,1", "b,2024-05-13T10:00:01Z,2");

        assertThat(columns(stream))
                .containsExactly(
                        "column_1 STRING dictionary required",
                        "column_2 TIMESTAMP required [iso-8601]",
                        "column_3 FLOAT64");
    }

    @Test
    void gzipIsReadAndRowsLimitTheSample() throws IOException {
        Path file = folder.resolve("some.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("time,name,v\n2024-05-13T10:00:00Z,a,1\n2024-05-13T10:00:00Z,a,word\n"
                    .getBytes(StandardCharsets.UTF_8));
        }

        CommandLineRun run = CommandLineRun.of("streams", "infer", "--file=" + file, "--rows=1", "--name=other");

        assertThat(run.exitCode()).as(run.error()).isZero();
        assertThat(run.out()).contains("name: other", "{name: v, type: float64}");
        assertThat(run.error()).startsWith("All 1 sampled records of ");
    }

    @Test
    void undecodableRecordsAreReportedAndSetTheExitCode() throws IOException {
        Path file = file(
                "broken.jsonl", "{\"time\":\"2024-05-13T10:00:00Z\",\"name\":\"a\"}", "{\"time\":", "{\"name\":\"a\"}");

        CommandLineRun run = CommandLineRun.of("streams", "infer", "--file=" + file);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).contains("2 of 3 records");

        Path short1 = file("short.csv", "time,name", "2024-05-13T10:00:00Z,a", "2024-05-13T10:00:00Z,a,b");
        CommandLineRun other = CommandLineRun.of("streams", "infer", "--file=" + short1);
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.error())
                .startsWith("1 of 2 records of " + short1
                        + " become rows of stream short; first error in record 2: 3 fields with delimiter ','");
    }

    @Test
    void existingFileIsOverwrittenOnlyWithForce() throws IOException {
        Path data = file("a.csv", "time,name", "2024-05-13T10:00:00Z,a", "2024-05-13T10:00:00Z,a");
        Path out = Files.writeString(folder.resolve("mine.yaml"), "mine");

        CommandLineRun rejected = CommandLineRun.of("streams", "infer", "--file=" + data, "--out=" + out);
        assertThat(rejected.exitCode()).isEqualTo(2);
        assertThat(rejected.error()).contains("--out: " + out + " already exists");
        assertThat(out).hasContent("mine");

        CommandLineRun forced = CommandLineRun.of("streams", "infer", "--file=" + data, "--out=" + out, "--force");
        assertThat(forced.exitCode()).as(forced.error()).isZero();
        assertThat(StreamDefinitions.read(out).name()).isEqualTo("a");
    }

    private StreamDefinition infer(String name, String... lines) throws IOException {
        Path data = file(name, lines);
        Path out = folder.resolve("streams").resolve("out.yaml");
        CommandLineRun run = CommandLineRun.of("streams", "infer", "--file=" + data, "--out=" + out, "--force");
        assertThat(run.exitCode()).as(run.error()).isZero();
        long records =
                Arrays.stream(lines).filter(line -> !line.startsWith("#")).count();
        boolean header = name.matches(".*[.][ct]sv") && !lines[0].startsWith("a,");
        assertThat(run.error())
                .startsWith("All %,d sampled records of %s become rows".formatted(records - (header ? 1 : 0), data));
        return StreamDefinitions.read(out);
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static List<String> columns(StreamDefinition stream) {
        return stream.columns().stream().map(StreamsInferCommandTest::text).toList();
    }

    private static String text(ColumnDefinition column) {
        return column.name() + " " + column.type() + (column.dictionary() ? " dictionary" : "")
                + (column.required() ? " required" : "")
                + (column.formats().isEmpty() ? "" : " " + column.formats());
    }
}
