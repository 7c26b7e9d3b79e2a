package io.arrowgate.tools.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFieldInferenceTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12345 | 12405",
                "987654321 | 987654381",
                "1215594400 | 1215594460",
                "1215594400000 | 1215594460000",
            })
    void uptimeNamedTimestampIsNotTheEventTime(String first, String second) throws IOException {
        for (String time : new String[] {"\"2024-05-13T10:00:00Z\"", "1715594400", "1715594400500"}) {
            String record = "{\"timestamp\":%s,\"device\":\"a\",\"recorded_at\":" + time + ",\"v\":1.5}";
            InferredSample sample = InferredSample.of(folder, record.formatted(first), record.formatted(second));

            assertThat(sample.stream().eventTime().column()).isEqualTo("recorded_at");
            assertThat(sample.rows())
                    .extracting(row -> ((Number) row.get("timestamp")).longValue())
                    .containsExactly(Long.parseLong(first), Long.parseLong(second));
        }
    }

    @Test
    void uptimeNextToDateAndClockIsNotTheEventTime() throws IOException {
        InferredSample sample = InferredSample.of(
                folder,
                "timestamp,Date,Time,Station,NO2",
                "987654321,13.05.2024,10:00,a,1.5",
                "987654921,13.05.2024,10:10,b,2.5");

        assertThat(sample.rows().get(1).get("event_time")).hasToString("2024-05-13T10:10:00Z");
        assertThat(sample.rows().get(1)).containsEntry("timestamp", 987_654_921L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway's time in an array | {'rx':[{'time':'2024-05-13T09:59:59Z'}],'reported_at':1715594400123,'id':'a','v':1.5} | reported_at",
                "time in an object | {'installed_at':'2020-01-01T00:00:00Z','data':{'measured':'2024-05-13T10:00:00Z'},'id':'a'} | measured",
                "epoch in text | {'id':'a','ts':'1715594400','v':1.5} | ts",
                "nanoseconds in text | {'id':'a','point':{'timeUnixNano':'1715594400000000000','v':1.5}} | timeUnixNano",
                "digits to the hour | {'id':'a','mess_datum':2024051310,'v':1.5} | mess_datum",
            })
    void eventTimeIsFound(String name, String record, String column) throws IOException {
        InferredSample sample = InferredSample.of(folder, record.replace('\'', '"'));

        assertThat(sample.stream().eventTime().column()).isEqualTo(column);
        assertThat(sample.rows().get(0).get(column).toString()).startsWith("2024-05-13T10:00:00");
    }

    @Test
    void epochInFileWithoutHeaderIsTheEventTime() throws IOException {
        InferredSample sample = InferredSample.of(folder, "1715594400123,dev-1,21.5,7", "1715594401123,dev-2,22.5,8");

        assertThat(sample.stream().eventTime().column()).isEqualTo("column_1");
        assertThat(sample.rows().get(1).get("column_1")).hasToString("2024-05-13T10:00:01.123Z");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "constant text | {'ts':1715594400,'project':'p','site':'s','unit':'°C','color':'%s','v':1.5} | color",
                "index of a channel | {'ts':1715594400,'src':'plug-%s','switch:0':{'id':0,'power':1.5}} | src",
                "packet has an id | {'ts':1715594400,'id':'p-%s','dev_eui':'e-%s','v':1.5} | dev_eui",
                "application has an EUI | {'ts':1715594400,'app_eui':'p','dev_eui':'e-%s','v':1.5} | dev_eui",
                "gateway is in an array | {'ts':1715594400,'rx':[{'gateway_id':'g-%s'}],'name':'n-%s','v':1.5} | name",
            })
    void seriesKeyVariesAndIsOfTheDevice(String name, String record, String key) throws IOException {
        String json = record.replace('\'', '"');
        InferredSample sample =
                InferredSample.of(folder, json.replace("%s", "a"), json.replace("%s", "b"), json.replace("%s", "a"));

        assertThat(sample.stream().seriesKey()).containsExactly(key);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "constants | {'ts':1715594400,'study':'s','unit':'%%','name':'n','v':1.5}",
                "state | {'ts':1715594400,'POWER':'%s','uptime':'0T%s','v':1.5}",
                "id of a part | {'ts':1715594400,'DS18B20':{'Id':'00AA','v':1.5}}",
            })
    void recordsWithoutDeviceAreOneSeries(String name, String record) throws IOException {
        String json = record.replace('\'', '"');
        InferredSample sample = InferredSample.of(folder, json.replace("%s", "ON"), json.replace("%s", "OFF"));

        assertThat(sample.stream().column(sample.stream().seriesKey().get(0)).source())
                .containsExactly("_topic");
    }

    @Test
    void constantsAreNamedInComments() throws IOException {
        String record = "{\"ts\":1715594400,\"dev\":\"%s\",\"meta\":{\"unit\":\"°C\",\"loc\":{\"floor\":2}},\"v\":1.5}";
        InferredSample sample = InferredSample.of(folder, record.formatted("a"), record.formatted("b"));

        assertThat(sample.line("name: unit")).endsWith("# constant");
        assertThat(sample.line("name: floor")).contains("# constant 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'dev':'a','ts':1715594400,'rssi':-70,'battery':3.1,'temperature':21.5} | temperature | by its name a measurement",
                "{'dev':'a','ts':1715594400,'count':7,'lat':48.1,'x':1.5,'y':2.5} | x | numbers that vary",
                "{'dev':'a','ts':1715594400,'rssi':-70,'count':7} | rssi | the first numbers",
            })
    void ruleIsAboutAMeasurement(String record, String column, String why) throws IOException {
        InferredSample sample = InferredSample.of(folder, record.replace('\'', '"'));

        assertThat(sample.line("# An example of a rule. "))
                .isEqualTo("# An example of a rule. %s: %s; the value is the maximum of the sample."
                        .formatted(column, why));
        assertThat(sample.line("#   - {name: ")).contains("field: " + column + ",");
    }

    @Test
    void registerOfFixedWidthIsANumber() throws IOException {
        InferredSample sample = InferredSample.of(
                folder,
                "DATE,TIME,SCP,ENTRIES,ZIP",
                "08/25/2018,00:00:00,a,0006736067,01234",
                "08/25/2018,04:00:00,a,0006736087,01234",
                "08/25/2018,04:00:00,b,0000000007,01235");

        assertThat(sample.rows()).extracting(row -> row.get("ENTRIES")).containsExactly(6736067L, 6736087L, 7L);
        assertThat(sample.rows().get(0)).containsEntry("ZIP", "01234");
    }
}
