package io.arrowgate.batch.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.BatchFixtures;
import io.arrowgate.batch.TestBatchBuilder;
import io.arrowgate.config.BatchSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.arrow.memory.OutOfMemoryException;
import org.junit.jupiter.api.Test;

/** Checks the limits of rows, days, message size and memory. */
class BatchBuilderLimitsTest {
    private static final StreamDefinition SENSORS = StreamDefinitions.builtIn("sensors");
    /** Default settings. */
    private static final BatchSettings DEFAULTS =
            new BatchSettings(100_000, Duration.ofSeconds(1), 900 << 10, 32, 256L << 20);

    /** 2024-05-01T00:00:00Z. */
    private static final long MIDNIGHT = 1_714_521_600;

    private final Random random = new Random(1);

    @Test
    void batchIsFullAtTheRowLimit() throws Exception {
        try (TestBatchBuilder batch = new TestBatchBuilder(SENSORS, BatchFixtures.settings(3, 900 << 10, 32))) {
            batch.append(0, 0, BatchFixtures.reading("a", 0));
            batch.append(0, 1, BatchFixtures.reading("a", 1));
            assertThat(batch.isFull()).isFalse();

            batch.append(0, 2, BatchFixtures.reading("a", 2));

            assertThat(batch.isFull()).isTrue();
            batch.drain();
            assertThat(batch.isFull()).isFalse();
        }
    }

    @Test
    void knownDayFitsButDayBeyondTheLimitDoesNot() throws Exception {
        try (TestBatchBuilder batch = new TestBatchBuilder(SENSORS, BatchFixtures.settings(100, 900 << 10, 2))) {
            batch.append(0, 0, onDay("2024-04-30T23:59:59.999999Z"));
            batch.append(0, 1, onDay("2024-05-01T00:00:00Z"));

            assertThat(batch.hasNoRoomForDayOf(onDay("2024-04-30T00:00:00Z"))).isFalse();
            assertThat(batch.hasNoRoomForDayOf(onDay("2024-05-01T23:59:59Z"))).isFalse();
            assertThat(batch.hasNoRoomForDayOf(onDay("2024-05-02T00:00:00Z"))).isTrue();

            batch.drain();
            assertThat(batch.hasNoRoomForDayOf(onDay("2024-05-02T00:00:00Z"))).isFalse();
        }
    }

    /** Covers a tiny message, which is mostly schema and framing, so that its ratio is not representative. */
    @Test
    void tinyBatchDoesNotShrinkTheNextOne() throws Exception {
        try (TestBatchBuilder batch = new TestBatchBuilder(SENSORS, DEFAULTS)) {
            batch.append(0, 0, BatchFixtures.reading("a", 0));
            batch.drain();

            for (int i = 1; i <= 10_000; i++) {
                batch.append(0, i, BatchFixtures.reading("a", i));
                assertThat(batch.isAtSizeLimit()).as("after %d rows", i).isFalse();
            }
        }
    }

    @Test
    void longDictionaryValuesCountTowardsTheSizeLimit() throws Exception {
        try (TestBatchBuilder batch = new TestBatchBuilder(everything(), DEFAULTS)) {
            int rows = 0;
            while (!batch.isAtSizeLimit()) {
                batch.append(0, rows++, "{\"id\":\"a\",\"ts\":1714521600,\"word\":\"%s\"}".formatted(noise(100_000)));
            }

            assertThat(batch.rows()).isLessThanOrEqualTo(20);
        }
    }

    /** Each row has a copy of the value, so counting each value once would exceed the memory limit. */
    @Test
    void repeatedPlainValuesCountTowardsTheSizeLimit() throws Exception {
        StreamDefinition plain = BatchFixtures.stream(BatchFixtures.ALL_TYPES + "arrow: {dictionaries: false}");
        String value = noise(100_000);
        try (TestBatchBuilder batch = new TestBatchBuilder(plain, DEFAULTS)) {
            int rows = 0;
            while (!batch.isAtSizeLimit()) {
                batch.append(0, rows++, "{\"id\":\"a\",\"ts\":1714521600,\"word\":\"%s\"}".formatted(value));
            }

            assertThat(batch.rows()).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void eachPartOfSplitMessageHasItsOwnId() throws Exception {
        int maxBytes = 64 << 10;
        List<MicroBatch> parts;
        try (TestBatchBuilder batch =
                new TestBatchBuilder(everything(), BatchFixtures.settings(10_000, maxBytes, 32))) {
            for (int i = 0; i < 999; i++) {
                batch.append(
                        i % 3,
                        i,
                        "{\"id\":\"%s\",\"ts\":%d,\"text\":\"%s\"}".formatted(noise(300), MIDNIGHT + i, noise(300)));
            }
            parts = batch.drain();
        }

        assertThat(parts).hasSize(8).allSatisfy(part -> assertThat(part.bytes()).hasSizeLessThanOrEqualTo(maxBytes));
        List<Long> offsets = new ArrayList<>();
        for (MicroBatch part : parts) {
            List<Map<String, Object>> rows = BatchFixtures.rows(part);
            rows.forEach(row -> offsets.add((Long) row.get("_offset")));
            assertThat(part.rows()).isEqualTo(rows.size());
            assertThat(part.id().ranges()).isEqualTo(ranges(rows));
            assertThat(part.eventTimeMin())
                    .hasToString("2024-05-01T00:%02d:%02dZ".formatted(first(rows) / 60, first(rows) % 60));
            assertThat(part.eventTimeMax().getEpochSecond()).isEqualTo(MIDNIGHT + first(rows) + rows.size() - 1);
        }
        assertThat(offsets).isEqualTo(LongStream.range(0, 999).boxed().toList());
    }

    /** Fills the vectors of one column after the other up to the limit, so that each could keep memory that others need. */
    @Test
    void longCompressibleStringsStayWithinTheMemoryLimit() throws Exception {
        StringBuilder yaml = new StringBuilder(BatchFixtures.ALL_TYPES);
        for (int i = 0; i < 8; i++) {
            yaml.append("  - {name: s%d, type: string, dictionary: %b}%n".formatted(i, i % 2 == 0));
        }
        try (TestBatchBuilder batch = new TestBatchBuilder(BatchFixtures.stream(yaml.toString()), DEFAULTS)) {
            for (int column = 0; column < 8; column++) {
                int row = 0;
                while (!batch.isAtSizeLimit()) {
                    batch.append(
                            0,
                            row++,
                            "{\"id\":\"a\",\"ts\":1714521600,\"s%d\":\"%d%s\"}"
                                    .formatted(column, row, "x".repeat(400_000)));
                }
                assertThat(batch.drain()).extracting(MicroBatch::rows).containsExactly(row);
            }
        }
    }

    @Test
    void outOfMemoryInAppendLeaksNothing() throws Exception {
        BatchSettings little = new BatchSettings(100, Duration.ofSeconds(1), 900 << 10, 32, 128 << 10);
        try (TestBatchBuilder batch = new TestBatchBuilder(everything(), little)) {
            String value = "{\"id\":\"a\",\"ts\":1714521600,\"text\":\"%s\"}".formatted(noise(100_000));

            assertThatThrownBy(() -> batch.append(0, 0, value)).isInstanceOf(OutOfMemoryException.class);
        }
    }

    private static StreamDefinition everything() throws Exception {
        return BatchFixtures.stream(BatchFixtures.ALL_TYPES);
    }

    private static String onDay(String time) {
        return "{\"device\":\"a\",\"ts\":\"%s\"}".formatted(time);
    }

    private static long first(List<Map<String, Object>> rows) {
        return (Long) rows.get(0).get("_offset");
    }

    private static List<RowRange> ranges(List<Map<String, Object>> rows) {
        return List.of(0, 1, 2).stream()
                .map(partition -> {
                    var offsets = rows.stream()
                            .filter(row -> row.get("_partition").equals(partition))
                            .mapToLong(row -> (Long) row.get("_offset"))
                            .summaryStatistics();
                    return RowRange.ofFirstRows(partition, offsets.getMin(), offsets.getMax());
                })
                .toList();
    }

    private String noise(int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
