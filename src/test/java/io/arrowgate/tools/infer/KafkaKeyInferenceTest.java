package io.arrowgate.tools.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.stream.StreamDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaKeyInferenceTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"temperature\":21.5} | {\"temperature\":22.5} | temperature",
                "m,room=r v=21.5 1715594400000000000 | m,room=r v=22.5 1715594401000000000 | v",
                "2024-05-13T10:00:00Z,21.5 | 2024-05-13T10:00:01Z,22.5 | column_2",
                "2024-05-13T10:00:00Z;21,5 | 2024-05-13T10:00:01Z;22,5 | column_2",
            })
    void keyOfLineIsTheDevice(String first, String second, String column) throws IOException {
        InferredSample sample =
                InferredSample.of(folder, "kitchen\t" + first, "bath room\t" + second, "kitchen\t" + first);

        assertThat(sample.stream().seriesKey()).containsExactly("device");
        assertThat(sample.stream().column("device").source()).containsExactly("_key");
        assertThat(sample.rows())
                .extracting(row -> row.get("device"))
                .containsExactly("kitchen", "bath room", "kitchen");
        assertThat(sample.rows()).extracting(row -> row.get(column)).containsExactly(21.5, 22.5, 21.5);
    }

    @ParameterizedTest
    @CsvSource({"''", "null"})
    void keyThatSomeLinesLackIsNotTheDevice(String noKey) throws IOException {
        InferredSample sample =
                InferredSample.of(folder, "kitchen\t{\"room\":\"a\",\"t\":1}", noKey + "\t{\"room\":\"b\",\"t\":2}");

        assertThat(sample.stream().seriesKey()).containsExactly("room");
    }

    @Test
    void keyOfRecordOfSeveralRowsIsTheDevice() throws IOException {
        InferredSample sample = InferredSample.of(folder, "k1\t[{\"t\":1},{\"t\":2}]", "k2\t[{\"t\":3},{\"t\":4.5}]");

        assertThat(sample.rows())
                .extracting(row -> row.get("device") + " " + row.get("t"))
                .containsExactly("k1 1.0", "k1 2.0", "k2 3.0", "k2 4.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", " "})
    void plainValueAfterTopicIsAColumn(String separator) throws IOException {
        InferredSample sample = InferredSample.of(
                folder, "hall1/press3/temperature" + separator + "21.5", "hall1/press4/pressure" + separator + "22");

        assertThat(sample.stream().keyPattern()).isEqualTo("hall1/{device}/{sensor}");
        assertThat(sample.rows())
                .extracting(row -> row.get("device") + " " + row.get("column_1"))
                .containsExactly("press3 21.5", "press4 22.0");
    }

    @Test
    void topicAndBlankBeforeObjectAreTheKey() throws IOException {
        InferredSample sample =
                InferredSample.of(folder, "home/kitchen {\"t\": 1.5}", "home/bath {\"t\": 2.5, \"x\": \"a b\"}");

        assertThat(sample.stream().keyPattern()).isEqualTo("home/{device}");
        assertThat(sample.rows()).extracting(row -> row.get("device")).containsExactly("kitchen", "bath");
        assertThat(sample.rows().get(1)).containsEntry("t", 2.5).containsEntry("x", "a b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zigbee2mqtt/kitchen zigbee2mqtt/bath | zigbee2mqtt/{device} | device",
                "zigbee2mqtt/kitchen zigbee2mqtt/up/bath | zigbee2mqtt/{device} | device",
                "zigbee2mqtt/kitchen | zigbee2mqtt/{device} | device",
                "hall1/press3/temperature hall2/press4/vibration | {site}/{device}/{sensor} | site device sensor",
                "plant/hall1/press3 plant/hall2/press3 plant/hall1/press4 | plant/{site}/{device} | site device",
                "tele/plug1/SENSOR tele/plug2/SENSOR | tele/{device}/SENSOR | device",
                "tele/plug1/SENSOR tele/plug1/STATE | tele/{device}/{sensor} | device sensor",
                "v3/app/devices/dev1/up v3/app/devices/dev2/up | v3/app/devices/{device}/up | device",
                "/a/1/x/7/p /b/2/y/8/q | /{level_1}/{area}/{site}/{device}/{sensor} | level_1 area site device sensor",
            })
    void levelsOfTopicsAreColumns(String topics, String pattern, String parts) throws IOException {
        String[] keys = topics.split(" ", -1);
        InferredSample sample = InferredSample.of(
                folder,
                Stream.of(keys)
                        .map(key -> key + "\t{\"value\":1.5,\"device\":\"d\"}")
                        .toArray(String[]::new));
        StreamDefinition stream = sample.stream();

        assertThat(stream.keyPattern()).isEqualTo(pattern);
        assertThat(stream.seriesKey().stream()
                        .map(name -> stream.column(name).source().get(0)))
                .containsExactlyElementsOf(
                        Stream.of(parts.split(" ", -1)).map("_key."::concat).toList());
        assertThat(sample.rows())
                .hasSize(keys.length)
                .allSatisfy(row -> assertThat(row).containsEntry("device", "d").doesNotContainValue(null));
    }

    @Test
    void topicsInFieldAreSplitIfTheyAreKeys() throws IOException {
        InferredSample sample = InferredSample.of(
                folder,
                "{\"topic\":\"hall1/press3/temperature\",\"payload\":{\"value\":21.5},\"ts\":1715594400}",
                "{\"topic\":\"hall1/press4/pressure\",\"payload\":{\"value\":22.5},\"ts\":1715594401}");
        StreamDefinition stream = sample.stream();

        assertThat(stream.keyPattern()).isEqualTo("hall1/{device}/{sensor}");
        assertThat(stream.seriesKey()).containsExactly("topic");
        assertThat(stream.column("device").source()).containsExactly("_key.device");
        assertThat(stream.column("device").required()).isFalse();
        // produce makes the series key, here the topic, the Kafka key.
        assertThat(sample.rows())
                .extracting(row -> List.of(row.get("device"), row.get("sensor")))
                .containsExactly(List.of("press3", "temperature"), List.of("press4", "pressure"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'device':'a','ts':1715594400,'_topic':'b','_key':'c','_row':1,'_offset':2,'_headers':3,'_partition':4,'_topic_id':5,'_ingested_at':6,'_time':7}",
                "{'device':'a','ts':1715594400,'_TOPIC':'b','_Key':'c','_ROW':1,'_Offset':2,'_HEADERS':3,'_Partition':4,'_Topic_Id':5,'_Ingested_At':6,'_Time':7}",
                "{'device':'a','ts':1715594400,'_topic':'b','_key':'c','_row':1,'_offset':2,'_headers':{'_key':3},'_partition':4,'_topic_id':5,'_ingested_at':6,'_time':7}",
                "_topic,_key,_row,_offset,_headers,_partition,_topic_id,_ingested_at,_time,device,ts~b,c,1,2,3,4,5,6,7,a,2024-05-13T10:00:00Z",
                "m,device=a,_topic=b,_key=c _row=1,_offset=2,_headers=3,_partition=4,_topic_id=5,_ingested_at=6 1715594400000000000",
            })
    void fieldNamedLikePartOfKafkaRecordOrLineageIsOfTheValue(String lines) throws IOException {
        InferredSample sample =
                InferredSample.of(folder, lines.replace('\'', '"').split("~", -1));

        assertThat(sample.stream().columns().stream().map(column -> column.name()))
                .noneMatch(name -> name.startsWith("_"));
        assertThat(sample.rows().get(0).values().stream()
                        .filter(Number.class::isInstance)
                        .map(value -> ((Number) value).intValue()))
                .contains(1, 2, 3, 4, 5, 6);
        assertThat(sample.rows().get(0).values()).contains("b", "c");
    }

    @Test
    void textWithoutLevelsIsNoTopic() throws IOException {
        InferredSample sample =
                InferredSample.of(folder, "{\"topic\":\"news\",\"t\":1.5}", "{\"topic\":\"weather/x\",\"t\":2.5}");

        assertThat(sample.stream().keyPattern()).isNull();
    }
}
