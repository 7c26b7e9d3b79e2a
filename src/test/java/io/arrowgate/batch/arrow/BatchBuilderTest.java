package io.arrowgate.batch.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.BatchFixtures;
import io.arrowgate.batch.TestBatchBuilder;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.decode.row.DeadLetterReason;
import io.arrowgate.decode.row.UndecodableRecordException;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchBuilderTest {
    private static final BatchSettings ROOMY = BatchFixtures.settings(10_000, 900 << 10, 32);

    private final StreamDefinition sensors = StreamDefinitions.builtIn("sensors");
    private final List<MicroBatch> batches = new ArrayList<>();
    private TestBatchBuilder batch;

    @AfterEach
    void releaseAllMemory() {
        if (batch != null) {
            batch.close();
        }
    }

    private void open(StreamDefinition stream, BatchSettings settings) {
        batch = new TestBatchBuilder(stream, settings);
    }

    @Test
    void interruptedThreadEncodesAndReleasesAllMemory() throws Exception {
        open(sensors, ROOMY);
        batch.append(0, 1, "{\"device\":\"a\",\"ts\":\"2024-05-01T12:00:00Z\",\"cpu_used\":1}");

        Thread.currentThread().interrupt(); // as Flink interrupts a cancelled task
        List<MicroBatch> drained = batch.drain();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(BatchFixtures.rows(drained.get(0))).hasSize(1);
    }

    @Test
    void everyColumnTypeAndNullsRoundTrip() throws Exception {
        open(BatchFixtures.stream(BatchFixtures.ALL_TYPES), ROOMY);
        batch.append(0, 7, """
                {"id":"a","ts":"2024-05-01T12:00:00.000001Z","word":"w","text":"é","flag":true,"i32":-7,"i64":9007199254740993,
                "f32":0.1,"f64":0.1,"day":"2024-02-29"}""");
        batch.append(1, 9, "{\"id\":\"b\",\"ts\":\"2024-05-01T12:00:00Z\"}");

        List<Map<String, Object>> rows = BatchFixtures.rows(batch.drain().get(0));

        assertThat(rows.get(0))
                .containsEntry("id", "a")
                .containsEntry("ts", 1_714_564_800_000_001L)
                .containsEntry("word", "w")
                .containsEntry("text", "é")
                .containsEntry("flag", true)
                .containsEntry("i32", -7)
                .containsEntry("i64", 9_007_199_254_740_993L)
                .containsEntry("f32", 0.1f)
                .containsEntry("f64", 0.1)
                .containsEntry("day", 19782)
                .containsEntry("_topic_id", BatchFixtures.TOPIC_ID)
                .containsEntry("_partition", 0)
                .containsEntry("_offset", 7L)
                .containsEntry("_row", 0)
                .containsEntry("_ingested_at", BatchFixtures.TIMESTAMP);
        assertThat(rows.get(1))
                .containsEntry("id", "b")
                .containsEntry("word", null)
                .containsEntry("text", null)
                .containsEntry("flag", null)
                .containsEntry("i32", null)
                .containsEntry("f64", null)
                .containsEntry("day", null)
                .containsEntry("_partition", 1);
    }

    @Test
    void plainColumnsHaveTheValuesOfDictionaries() throws Exception {
        List<List<Map<String, Object>>> rows = new ArrayList<>();
        for (boolean dictionaries : new boolean[] {true, false}) {
            open(plainOrNot(dictionaries), ROOMY);
            for (int i = 0; i < 100; i++) {
                String word = i % 3 == 0 ? "null" : "\"w%d\"".formatted(i % 7);
                batch.append(0, i, "{\"id\":\"a\",\"ts\":1714564800,\"word\":%s}".formatted(word));
                if (i == 49) { // The second batch reuses the vectors of the first one.
                    rows.add(BatchFixtures.rows(batch.drain().get(0)));
                }
            }
            rows.add(BatchFixtures.rows(batch.drain().get(0)));
            batch.close();
            batch = null;
        }

        assertThat(rows.get(0)).hasSize(50).isEqualTo(rows.get(2));
        assertThat(rows.get(1)).hasSize(50).isEqualTo(rows.get(3));
        assertThat(rows.get(3).get(49))
                .containsEntry("_topic_id", BatchFixtures.TOPIC_ID)
                .containsEntry("word", null);
    }

    private static StreamDefinition plainOrNot(boolean dictionaries) throws Exception {
        return BatchFixtures.stream(BatchFixtures.ALL_TYPES + "arrow: {dictionaries: %b}%n".formatted(dictionaries));
    }

    @Test
    void batchHasIdAndEventTimes() throws Exception {
        open(sensors, ROOMY);
        batch.append(2, 100, BatchFixtures.reading("a", 5));
        batch.append(0, 7, BatchFixtures.reading("b", 3));
        batch.append(2, 101, BatchFixtures.reading("a", 9));

        MicroBatch drained = batch.drain().get(0);

        assertThat(drained.id().offsets()).isEqualTo("0:7-7,2:100-101");
        assertThat(drained.rows()).isEqualTo(3);
        assertThat(drained.eventTimeMin()).isEqualTo(Instant.parse("2024-05-01T12:00:03Z"));
        assertThat(drained.eventTimeMax()).isEqualTo(Instant.parse("2024-05-01T12:00:09Z"));
        assertThat(BatchId.of(drained.id().toString())).isEqualTo(drained.id());
    }

    @Test
    void noRowsMakeNoBatch() {
        open(sensors, ROOMY);

        assertThat(batch.drain()).isEmpty();
    }

    @Test
    void reusedBuilderHasNoTraceOfEarlierRows() throws Exception {
        open(BatchFixtures.stream(BatchFixtures.ALL_TYPES), ROOMY);
        batch.append(
                0, 0, "{\"id\":\"a\",\"ts\":1714564800,\"word\":\"old\",\"text\":\"old\",\"i32\":1,\"flag\":true}");
        batch.drain();
        batch.append(0, 1, "{\"id\":\"b\",\"ts\":1714564800,\"word\":\"new\"}");

        MicroBatch second = batch.drain().get(0);

        assertThat(BatchFixtures.rows(second)).singleElement().satisfies(only -> assertThat(only)
                .containsEntry("id", "b")
                .containsEntry("word", "new")
                .containsEntry("text", null)
                .containsEntry("flag", null)
                .containsEntry("i32", null));
        assertThat(new String(second.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("old");
    }

    @Test
    void incompressibleBatchIsSplitWithEachRowInOneMessage() throws Exception {
        int maxBytes = 64 << 10;
        open(BatchFixtures.stream(BatchFixtures.ALL_TYPES), BatchFixtures.settings(10_000, maxBytes, 32));
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            String noise = Long.toString(random.nextLong(), 36) + Long.toString(random.nextLong(), 36);
            batch.append(i % 2, i, "{\"id\":\"%s\",\"ts\":1714564800,\"word\":\"w%s\"}".formatted(noise, noise));
        }

        batches.addAll(batch.drain());

        assertThat(batches).hasSizeGreaterThan(1).allSatisfy(one -> assertThat(one.bytes())
                .hasSizeLessThanOrEqualTo(maxBytes));
        List<Object> offsets = new ArrayList<>();
        for (MicroBatch one : batches) {
            for (Map<String, Object> cells : BatchFixtures.rows(one)) {
                assertThat(cells).containsEntry("word", "w" + cells.get("id"));
                offsets.add(cells.get("_offset"));
            }
            assertThat(one.id().ranges()).hasSize(2);
        }
        assertThat(offsets).hasSize(2_000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void rowLargerThanAMessageIsRejected() throws Exception {
        open(BatchFixtures.stream(BatchFixtures.ALL_TYPES), BatchFixtures.settings(100, 16 << 10, 32));
        String record = "{\"id\":\"a\",\"ts\":1714564800,\"text\":\"%s\"}".formatted("x".repeat(9_000));

        assertThatThrownBy(() -> batch.checkFits(record))
                .isInstanceOfSatisfying(UndecodableRecordException.class, e -> assertThat(e.reason())
                        .isEqualTo(DeadLetterReason.TOO_LARGE));
    }

    @Test
    void fileFramingIsReadableAsIpcFile() throws Exception {
        open(BatchFixtures.stream(BatchFixtures.ALL_TYPES + "arrow: {topic: arrow_tables, framing: file}\n"), ROOMY);
        batch.append(0, 0, "{\"id\":\"a\",\"ts\":1714564800,\"word\":\"w\"}");

        byte[] file = batch.drain().get(0).bytes();

        try (RootAllocator allocator = new RootAllocator();
                ArrowFileReader reader = new ArrowFileReader(
                        new SeekableReadChannel(new ByteArrayReadableSeekableByteChannel(file)),
                        allocator,
                        CommonsCompressionFactory.INSTANCE)) {
            assertThat(reader.getRecordBlocks()).hasSize(1);
            reader.loadNextBatch();
            assertThat(reader.getVectorSchemaRoot().getRowCount()).isEqualTo(1);
        }
    }

    @Test
    void outOfMemoryInConstructorLeaksNothing() {
        try (RootAllocator small = new RootAllocator(64 << 10)) {
            assertThatThrownBy(() -> new BatchBuilder(sensors, ROOMY, BatchFixtures.TOPIC_ID, small))
                    .isInstanceOf(OutOfMemoryException.class);
            assertThat(small.getAllocatedMemory()).isZero();
        }
    }
}
