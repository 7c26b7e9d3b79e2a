package io.arrowgate.clickhouse.writer;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.clickhouse.client.Sleeper;
import io.arrowgate.config.SinkSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Collects the batches of one checkpoint interval for the committer: some in memory, further ones in files. Every
 * checkpoint takes them away.
 *
 * <p>While inserts fail, no checkpoint completes, and the interval goes on. Beyond a bound each batch then waits, the longer the
 * larger it is, which holds the source back. The writer must not stop altogether: the barrier of the next checkpoint comes behind
 * the batches in the network buffers. They hold about a megabyte, so the barrier waits for a small share of a checkpoint's time
 * limit, whether the batches are many or large.
 */
public final class ClickHouseWriter
        implements CommittingSinkWriter<MicroBatch, BatchCommittable>,
                StatefulSinkWriter<MicroBatch, RestoreMarkerState> {
    private static final Duration MAX_HOLD = Duration.ofSeconds(5);
    private static final int HOLDS_PER_TRANSACTION_TIMEOUT = 100;
    private static final int MEBIBYTE = 1 << 20;

    private final SinkSettings settings;
    private final long restoredFrom;
    private final Sleeper sleeper;
    private final Duration holdPerMebibyte;
    private final Counter spilledBatches;
    private final SpillDirectory spill;
    private List<BatchCommittable> pending = new ArrayList<>();
    private long inMemoryBytes;
    // Written by the task thread, read by those of the metrics' reporters.
    private volatile int pendingBatches;
    private volatile long pendingBytes;

    /**
     * @param restoredFrom the checkpoint that this writer was restored from, or {@link BatchCommittable#NOT_RESTORED}
     * @param holdPerMebibyte how long a batch of this size waits beyond the bound
     * @param metrics of the stream
     */
    public ClickHouseWriter(
            SinkSettings settings, long restoredFrom, Sleeper sleeper, Duration holdPerMebibyte, MetricGroup metrics) {
        this.settings = settings;
        this.restoredFrom = restoredFrom;
        this.sleeper = sleeper;
        this.holdPerMebibyte = holdPerMebibyte;
        spilledBatches = metrics.counter("spilledBatches");
        metrics.gauge("pendingBatches", (Gauge<Integer>) () -> pendingBatches);
        metrics.gauge("pendingBytes", (Gauge<Long>) () -> pendingBytes);
        spill = settings.spillDir() == null ? null : new SpillDirectory(settings.spillDir());
    }

    @Override
    public void write(MicroBatch batch, Context context) throws IOException, InterruptedException {
        pending.add(BatchCommittable.of(batch, restoredFrom, content(batch.bytes())));
        count(pending.size(), pendingBytes + batch.bytes().length);
        if (pendingBytes > settings.maxBufferedBytes()) {
            sleeper.await(holdPerMebibyte.multipliedBy(batch.bytes().length).dividedBy(MEBIBYTE));
        }
    }

    /** Some tenth of the time that a checkpoint may take, which is a tenth of this timeout or somewhat less. */
    public static Duration holdPerMebibyte(Duration transactionTimeout) {
        Duration share = transactionTimeout.dividedBy(HOLDS_PER_TRANSACTION_TIMEOUT);
        return share.compareTo(MAX_HOLD) < 0 ? share : MAX_HOLD;
    }

    private BatchContent content(byte[] bytes) throws IOException {
        if (spill == null || inMemoryBytes + bytes.length <= settings.spillThresholdBytes()) {
            inMemoryBytes += bytes.length;
            return new InlineContent(bytes);
        }
        spilledBatches.inc();
        return spill.write(bytes);
    }

    @Override
    public Collection<BatchCommittable> prepareCommit() {
        List<BatchCommittable> handedOver = pending;
        pending = new ArrayList<>();
        inMemoryBytes = 0;
        count(0, 0);
        return handedOver;
    }

    private void count(int batches, long bytes) {
        pendingBatches = batches;
        pendingBytes = bytes;
    }

    @Override
    public List<RestoreMarkerState> snapshotState(long checkpointId) {
        return List.of(new RestoreMarkerState());
    }

    @Override
    public void flush(boolean endOfInput) {
        // Nothing is sent before its checkpoint is complete.
    }

    @Override
    public void close() throws IOException {
        for (BatchCommittable batch : prepareCommit()) {
            // No checkpoint knows of it: its records are read again.
            batch.content().delete();
        }
    }
}
