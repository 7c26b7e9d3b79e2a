package io.arrowgate.batch.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arrowgate.batch.BatchFixtures;
import io.arrowgate.batch.TestBatchBuilder;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks how rows of an open batch become messages, and their serialization. */
class SeriesSlicerTest {
    private static final String ROOMS = """
            name: rooms
            format: json
            event-time: {column: at}
            series-key: [%s]
            labels: [%s]
            columns:
              - {name: room, type: string, required: true}
              - {name: floor, type: int32, required: true}
              - {name: share, type: float64, required: true}
              - {name: at, type: timestamp, required: true}
              - {name: house, type: string}
              - {name: town, type: string}
              - {name: heat, type: float32}
              - {name: count, type: int64}
            """;

    private StreamDefinition stream;
    private TestBatchBuilder batch;
    private SeriesSlicer cutter;
    private int cut;

    private void start(StreamDefinition definition) {
        stream = definition;
        batch = new TestBatchBuilder(stream, BatchFixtures.settings(1_000, 900 << 10, 8));
        cutter = new SeriesSlicer(stream, batch.open(), BatchFixtures.TOPIC_ID, 3, BucketKeys.legacy());
    }

    @AfterEach
    void releaseMemory() {
        if (batch != null) {
            batch.close();
        }
    }

    private void rooms(String keys, String labels) throws IOException {
        start(BatchFixtures.stream(ROOMS.formatted(keys, labels)));
    }

    private void roomsWithDictionaries(String keys, String labels) throws IOException {
        start(BatchFixtures.stream(
                ROOMS.formatted(keys, labels).replace("type: string", "type: string, dictionary: true")));
    }

    private void sensors() {
        start(StreamDefinitions.builtIn("sensors"));
    }

    private void append(String json) throws Exception {
        batch.append(1, batch.rows(), json);
    }

    private void appendRoom(String members) throws Exception {
        append("{\"at\":\"2024-05-01T12:00:00Z\",\"room\":\"r\",\"floor\":1,\"share\":0.5" + members + "}");
    }

    /** Returns the slices of the rows appended since the last call. */
    private List<SeriesSlices> cut() {
        List<SeriesSlices> messages = new ArrayList<>();
        cut = cutter.cut(cut, batch.rows(), (message, bucket) -> messages.add(message));
        return messages;
    }

    private String nameOf(String members) throws Exception {
        appendRoom(members);
        return cut().get(0).names()[0];
    }

    @Test
    void rowsAreGroupedBySeriesInReadOrder() throws Exception {
        sensors();
        for (int i = 0; i < 300; i++) {
            append(BatchFixtures.reading("d" + i % 100, i % 60));
        }

        List<SeriesSlices> messages = cut();

        assertThat(messages.stream().flatMap(message -> Arrays.stream(message.names())))
                .hasSize(100)
                .doesNotHaveDuplicates();
        for (SeriesSlices message : messages) {
            int begin = 0;
            for (int i = 0; i < message.names().length; i++) {
                String device = SeriesName.values(message.names()[i]).get(0);
                long first = Long.parseLong(device.substring(1));
                assertThat(Arrays.copyOfRange(message.offsets(), begin, message.ends()[i]))
                        .containsExactly(first, first + 100, first + 200);
                begin = message.ends()[i];
            }
            assertThat(begin).isEqualTo(message.rows());
        }
    }

    @Test
    void seriesIsInTheBucketOfItsName() throws Exception {
        sensors();
        for (int i = 0; i < 300; i++) {
            append(BatchFixtures.reading("d" + i, 0));
        }

        List<SeriesSlices> messages = cut();

        assertThat(messages).extracting(SeriesSlices::key).doesNotHaveDuplicates();
        assertThat(messages).hasSizeGreaterThan(SeriesName.BUCKETS / 2).allSatisfy(message -> assertThat(
                        message.names())
                .allSatisfy(name -> assertThat(SeriesName.bucket(name)).isEqualTo(message.key())));
    }

    @Test
    void bucketIsStableAndIndependentOfLabels() {
        assertThat(SeriesName.bucket("edge-1;")).isEqualTo(SeriesName.bucket("edge-1;a,b"));
        assertThat(SeriesName.bucket("123456789;")).isEqualTo((int) (0xE3069283L % 128));
    }

    @Test
    void rowHasTimeLineageAndValuesWithNanForMissing() throws Exception {
        rooms("room", "");
        appendRoom(",\"heat\":21.5,\"count\":-7");
        appendRoom("");

        SeriesSlices message = cut().get(0);

        assertThat(message.subtask()).isEqualTo(3);
        assertThat(message.topicId()).isEqualTo(BatchFixtures.TOPIC_ID);
        assertThat(message.newestTimestampMillis()).isEqualTo(BatchFixtures.TIMESTAMP);
        assertThat(message.timesMicros()).containsOnly(1_714_564_800_000_000L);
        assertThat(message.partitions()).containsExactly(1, 1);
        assertThat(message.offsets()).containsExactly(0, 1);
        assertThat(stream.readingFields()).containsExactly("floor", "share", "heat", "count");
        assertThat(message.values()[0]).containsExactly(1, 1);
        assertThat(message.values()[1]).containsExactly(0.5, 0.5);
        assertThat(message.values()[2]).containsExactly(21.5, Double.NaN);
        assertThat(message.values()[3]).containsExactly(-7, Double.NaN);
    }

    @Test
    void separatorsAreEscapedInNames() throws Exception {
        rooms("room", "house, town");
        append("{\"at\":\"2024-05-01T12:00:00Z\",\"floor\":1,\"share\":0,"
                + "\"room\":\"a,b;c\\\\\",\"house\":\";\",\"town\":\"x,;\\\\y\"}");

        String name = cut().get(0).names()[0];

        assertThat(name).isEqualTo("a\\,b\\;c\\\\;\\;,x\\,\\;\\\\y");
        assertThat(SeriesName.key(name)).isEqualTo("a\\,b\\;c\\\\");
        assertThat(SeriesName.values(name)).containsExactly("a,b;c\\", ";", "x,;\\y");
    }

    @Test
    void nullLabelIsEmpty() throws Exception {
        rooms("room", "house, town");

        assertThat(nameOf("")).isEqualTo("r;,");
        assertThat(nameOf(",\"town\":\"t\"")).isEqualTo("r;,t");
    }

    @Test
    void nameWithoutLabelsEndsWithSemicolon() throws Exception {
        rooms("room", "");

        assertThat(nameOf("")).isEqualTo("r;");
        assertThat(SeriesName.values("r;")).startsWith("r");
    }

    @Test
    void nonTextKeysAreWrittenInDigits() throws Exception {
        rooms("floor, share, at", "");

        assertThat(nameOf("")).isEqualTo("1,0.5,1714564800000000;");
    }

    @Test
    void rowsAreEmittedOnce() throws Exception {
        sensors();
        append(BatchFixtures.reading("a", 0));
        cut();

        assertThat(cut()).isEmpty();
        append(BatchFixtures.reading("b", 1));
        append(BatchFixtures.reading("a", 2));
        assertThat(cut())
                .extracting(message -> message.names()[0], message -> message.offsets()[0])
                .containsExactlyInAnyOrder(tuple("b;", 1L), tuple("a;", 2L));
    }

    @Test
    void nextBatchUsesItsOwnDictionary() throws Exception {
        sensors();
        append(BatchFixtures.reading("a", 0));
        cut();
        batch.drain();
        cut = 0;

        append(BatchFixtures.reading("b", 0));

        assertThat(cut()).extracting(message -> message.names()[0]).containsExactly("b;");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rowsWithEqualKeysAndLabelsAreOneSeries(boolean dictionaries) throws Exception {
        if (dictionaries) {
            roomsWithDictionaries("floor, room", "house, town");
        } else {
            rooms("floor, room", "house, town");
        }
        appendRoom(",\"house\":\"h\",\"town\":\"t\"");
        appendRoom(",\"house\":\"t\",\"town\":\"h\"");
        appendRoom(",\"house\":\"h\"");
        appendRoom(",\"town\":\"h\"");
        appendRoom(",\"house\":\"h\",\"town\":\"t\"");

        SeriesSlices message = cut().get(0);

        assertThat(message.names()).containsExactly("1,r;h,t", "1,r;t,h", "1,r;h,", "1,r;,h");
        assertThat(message.ends()).containsExactly(2, 3, 4, 5);
        assertThat(message.offsets()).containsExactly(0, 4, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void longNamesAreCutIntoParts(boolean dictionaries) throws Exception {
        if (dictionaries) {
            roomsWithDictionaries("room", "house");
        } else {
            rooms("room", "house");
        }
        String house = ",\"house\":\"%s\"".formatted("x".repeat(SeriesIndex.MAX_NAME_BYTES / 5));
        for (int i = 0; i < 13; i++) {
            append("{\"at\":\"2024-05-01T12:00:00Z\",\"room\":\"r%d\",\"floor\":1,\"share\":0.5%s}"
                    .formatted(i, house));
        }

        assertThat(rowsOf(cut())).isEqualTo(5);
        assertThat(rowsOf(cut())).isEqualTo(5);
        assertThat(rowsOf(cut())).isEqualTo(3);
        assertThat(cut).isEqualTo(13);
    }

    @Test
    void longNamesOfOneColumnAreCutIntoParts() throws Exception {
        sensors();
        for (int i = 0; i < 12; i++) {
            append(BatchFixtures.reading("x".repeat(100_000) + i, 0));
        }

        assertThat(rowsOf(cut())).isEqualTo(11);
        assertThat(rowsOf(cut())).isEqualTo(1);
        assertThat(cut).isEqualTo(12);
    }

    private static int rowsOf(List<SeriesSlices> messages) {
        return messages.stream().mapToInt(SeriesSlices::rows).sum();
    }

    @Test
    void messageIsUnchangedAfterSerialization() throws Exception {
        rooms("room", "town");
        appendRoom(",\"heat\":21.5,\"town\":\"Zürich\"");
        appendRoom(",\"town\":\"%s\"".formatted("long".repeat(20_000)));
        SeriesSlices message = cut().get(0);

        // Missing values are NaN, which this comparison treats as equal.
        assertThat(overTheWire(message))
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .isEqualTo(message);
    }

    @Test
    void heartbeatIsUnchangedAfterSerialization() throws IOException {
        SeriesSlices heartbeat = SeriesSlices.heartbeat(127, 9);

        assertThat(overTheWire(heartbeat)).usingRecursiveComparison().isEqualTo(heartbeat);
    }

    private static SeriesSlices overTheWire(SeriesSlices message) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        new SeriesSlicesSerializer().serialize(message, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        SeriesSlices read = new SeriesSlicesSerializer().deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }
}
