package io.arrowgate.clickhouse.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.clickhouse.client.RecordedMetrics;
import io.arrowgate.config.SinkSettings;
import io.arrowgate.config.SinkSettings.OnRejectedBatch;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickHouseWriterTest {
    private static final int BATCH_BYTES = 10;
    private static final Duration HOLD_PER_MEBIBYTE = Duration.ofSeconds(1 << 20);

    @TempDir
    private Path dir;

    private final List<Duration> holds = new ArrayList<>();
    private final RecordedMetrics metrics = new RecordedMetrics();

    /** Two batches in memory, four in all. */
    private ClickHouseWriter writer(String spillDir) {
        SinkSettings settings =
                new SinkSettings(1, OnRejectedBatch.FAIL, "rejected", 10, 2 * BATCH_BYTES, 4 * BATCH_BYTES, spillDir);
        return new ClickHouseWriter(settings, 7, holds::add, HOLD_PER_MEBIBYTE, metrics);
    }

    private ClickHouseWriter spillingWriter() {
        return writer(dir.toUri().toString());
    }

    private static MicroBatch batch(int number) {
        byte[] bytes = new byte[BATCH_BYTES];
        bytes[0] = (byte) number;
        BatchId id = BatchId.of("s/f/T/0:%d-%d/1".formatted(number, number));
        return new MicroBatch(id, Instant.EPOCH, Instant.EPOCH, bytes);
    }

    private static void write(ClickHouseWriter writer, int batches) throws Exception {
        for (int i = 0; i < batches; i++) {
            writer.write(batch(i), null);
        }
    }

    @Test
    void batchesAreHandedOverOnceInOrderAndWithTheCheckpointTheyCameFrom() throws Exception {
        ClickHouseWriter writer = spillingWriter();
        write(writer, 4);
        Collection<BatchCommittable> pending = writer.prepareCommit();
        assertThat(pending)
                .extracting(BatchCommittable::id)
                .containsExactly(batch(0).id(), batch(1).id(), batch(2).id(), batch(3).id());
        assertThat(pending).extracting(BatchCommittable::restoredFrom).containsOnly(7L);
        for (BatchCommittable batch : pending) {
            int number = (int) batch.id().ranges().get(0).first().offset();
            assertThat(batch.content().read()).isEqualTo(batch(number).bytes());
        }
        assertThat(writer.prepareCommit()).isEmpty();
    }

    @Test
    void whatMemoryDoesNotHoldIsSpilledUntilTheNextCheckpoint() throws Exception {
        ClickHouseWriter writer = spillingWriter();
        for (int checkpoint = 0; checkpoint < 2; checkpoint++) {
            write(writer, 3);
            assertThat(writer.prepareCommit())
                    .extracting(batch -> batch.content().getClass().getSimpleName())
                    .containsExactly("InlineContent", "InlineContent", "SpilledContent");
        }
        assertThat(metrics.count("spilledBatches")).isEqualTo(2);
        assertThat(files()).isEqualTo(2);
    }

    @Test
    void withoutAPlaceToSpillToAllIsInMemory() throws Exception {
        ClickHouseWriter writer = writer(null);
        write(writer, 3);
        assertThat(writer.prepareCommit())
                .extracting(BatchCommittable::content)
                .hasOnlyElementsOfType(InlineContent.class);
    }

    @Test
    void beyondTheBoundEachBatchHoldsTheSourceBackUntilACheckpointTakesThem() throws Exception {
        ClickHouseWriter writer = spillingWriter();
        write(writer, 6);
        assertThat(holds).hasSize(2).containsOnly(Duration.ofSeconds(BATCH_BYTES));
        assertThat(metrics.gauge("pendingBatches")).isEqualTo(6);
        assertThat(metrics.gauge("pendingBytes")).isEqualTo(6L * BATCH_BYTES);
        writer.prepareCommit();
        assertThat(metrics.gauge("pendingBatches")).isEqualTo(0);
        assertThat(metrics.gauge("pendingBytes")).isEqualTo(0L);
        write(writer, 1);
        assertThat(holds).hasSize(2);
    }

    /** Else the barrier behind as many small batches as fit the network buffers would wait beyond the checkpoint's timeout. */
    @Test
    void batchesThatFillTheNetworkBuffersHoldABarrierForASmallShareOfTheTransactionTimeout() {
        assertThat(ClickHouseWriter.delayPerMebibyte(Duration.ofSeconds(20))).isEqualTo(Duration.ofMillis(200));
        assertThat(ClickHouseWriter.delayPerMebibyte(Duration.ofMinutes(15))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void filesThatNoCheckpointKnowsOfAreDeletedAtTheEnd() throws Exception {
        ClickHouseWriter writer = spillingWriter();
        write(writer, 3);
        writer.prepareCommit();
        write(writer, 4);
        assertThat(files()).isEqualTo(3);
        writer.close();
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void fileThatIsNotWhatWasWrittenIsRefused() throws Exception {
        SpilledContent content = new SpillDirectory(dir.toUri().toString()).write(batch(1).bytes());
        Path file = Path.of(URI.create(content.path()));
        byte[] other = batch(2).bytes();
        Files.write(file, other);
        assertThatThrownBy(content::read).isInstanceOf(IOException.class).hasMessageContaining("corrupt");
        Files.write(file, new byte[BATCH_BYTES + 1]);
        assertThatThrownBy(content::read).hasMessageContaining("corrupt");
        content.delete();
        assertThatThrownBy(content::read).isInstanceOf(FileNotFoundException.class);
        content.delete();
    }

    private long files() throws IOException {
        try (var files = Files.list(dir)) {
            return files.count();
        }
    }
}
