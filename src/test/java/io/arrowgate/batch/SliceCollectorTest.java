package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.ingest.RawRecord;
import io.arrowgate.ingest.RecordDecoder;
import io.arrowgate.ingest.RecordDecoders;
import io.arrowgate.ingest.RowSlots;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** How the readings between two hand-overs become messages, and how these cross the wire. */
class SliceCollectorTest {
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
    private SliceCollector collector;
    private RecordDecoder decoder;
    private RowSlots row;
    private long offset;

    private void start(StreamDefinition definition) {
        stream = definition;
        collector = new SliceCollector(stream, BatchFixtures.TOPIC_ID, 3);
        decoder = RecordDecoders.of(stream);
        row = new RowSlots(stream.columns().size());
    }

    private void rooms(String keys, String labels) throws IOException {
        start(BatchFixtures.stream(ROOMS.formatted(keys, labels)));
    }

    private void sensors() {
        start(StreamDefinitions.builtIn("sensors"));
    }

    private void append(String json) throws Exception {
        RawRecord record = BatchFixtures.record(1, offset++, json);
        decoder.decode(record, row);
        collector.append(record, row);
    }

    private void appendRoom(String members) throws Exception {
        append("{\"at\":\"2024-05-01T12:00:00Z\",\"room\":\"r\",\"floor\":1,\"share\":0.5" + members + "}");
    }

    private List<SeriesSlices> drain() {
        return Arrays.stream(collector.drain()).filter(Objects::nonNull).toList();
    }

    private String nameOf(String members) throws Exception {
        appendRoom(members);
        return drain().get(0).names()[0];
    }

    @Test
    void rowsAreGroupedBySeriesInTheOrderInWhichTheyWereRead() throws Exception {
        sensors();
        for (int i = 0; i < 300; i++) {
            append(BatchFixtures.reading("d" + i % 100, i % 60));
        }

        List<SeriesSlices> messages = drain();

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
    void aSeriesIsInTheBucketOfItsName() throws Exception {
        sensors();
        for (int i = 0; i < 300; i++) {
            append(BatchFixtures.reading("d" + i, 0));
        }

        List<SeriesSlices> messages = drain();

        assertThat(messages).extracting(SeriesSlices::bucket).doesNotHaveDuplicates();
        assertThat(messages).hasSizeGreaterThan(SeriesName.BUCKETS / 2).allSatisfy(message -> assertThat(
                        message.names())
                .allSatisfy(name -> assertThat(SeriesName.bucket(name)).isEqualTo(message.bucket())));
    }

    @Test
    void theBucketOfASeriesIsTheSameInEveryVersionAndDoesNotDependOnItsLabels() {
        assertThat(SeriesName.bucket("edge-1;")).isEqualTo(SeriesName.bucket("edge-1;a,b"));
        assertThat(SeriesName.bucket("123456789;")).isEqualTo((int) (0xE3069283L % 128));
    }

    @Test
    void aRowHasItsTimeItsPlaceAndItsNumbersAndWhatIsMissingIsNoNumber() throws Exception {
        rooms("room", "");
        appendRoom(",\"heat\":21.5,\"count\":-7");
        appendRoom("");

        SeriesSlices message = drain().get(0);

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
    void whatDividesANameIsEscapedInItsValues() throws Exception {
        rooms("room", "house, town");
        append("{\"at\":\"2024-05-01T12:00:00Z\",\"floor\":1,\"share\":0,"
                + "\"room\":\"a,b;c\\\\\",\"house\":\";\",\"town\":\"x,;\\\\y\"}");

        String name = drain().get(0).names()[0];

        assertThat(name).isEqualTo("a\\,b\\;c\\\\;\\;,x\\,\\;\\\\y");
        assertThat(SeriesName.key(name)).isEqualTo("a\\,b\\;c\\\\");
        assertThat(SeriesName.values(name)).containsExactly("a,b;c\\", ";", "x,;\\y");
    }

    @Test
    void aLabelThatIsNullIsEmpty() throws Exception {
        rooms("room", "house, town");

        assertThat(nameOf("")).isEqualTo("r;,");
        assertThat(nameOf(",\"town\":\"t\"")).isEqualTo("r;,t");
    }

    @Test
    void aStreamWithoutLabelsHasNamesThatEndWithTheSemicolon() throws Exception {
        rooms("room", "");

        assertThat(nameOf("")).isEqualTo("r;");
        assertThat(SeriesName.values("r;")).startsWith("r");
    }

    @Test
    void keysThatAreNoTextAreWrittenInDigits() throws Exception {
        rooms("floor, share, at", "");

        assertThat(nameOf("")).isEqualTo("1,0.5,1714564800000000;");
    }

    @Test
    void aDrainForgetsTheRows() throws Exception {
        sensors();
        append(BatchFixtures.reading("a", 0));
        drain();

        assertThat(drain()).isEmpty();
        append(BatchFixtures.reading("b", 0));
        assertThat(drain()).extracting(message -> message.names()[0]).containsExactly("b;");
    }

    @Test
    void isFullAtItsLastRowAndNotBefore() throws Exception {
        sensors();
        for (int i = 1; i < SliceCollector.MAX_ROWS; i++) {
            append(BatchFixtures.reading("a", 0));
        }
        assertThat(collector.isFull()).isFalse();

        append(BatchFixtures.reading("a", 0));
        assertThat(collector.isFull()).isTrue();

        drain();
        assertThat(collector.isFull()).isFalse();
    }

    @Test
    void isFullWhenItsNamesAreLong() throws Exception {
        sensors();
        for (int i = 0; i < 11; i++) {
            append(BatchFixtures.reading("x".repeat(100_000) + i, 0));
        }

        assertThat(collector.isFull()).isTrue();
    }

    @Test
    void aMessageCrossesTheWireAsItIs() throws Exception {
        rooms("room", "town");
        appendRoom(",\"heat\":21.5,\"town\":\"Zürich\"");
        appendRoom(",\"town\":\"%s\"".formatted("long".repeat(20_000)));
        SeriesSlices message = drain().get(0);

        // What is missing is not a number, which equals itself here.
        assertThat(overTheWire(message))
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .isEqualTo(message);
    }

    @Test
    void aMessageWithoutRowsCrossesTheWireAsItIs() throws IOException {
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
