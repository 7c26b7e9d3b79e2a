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
 * Collects the batches of one checkpoint interval for the committer, in memory up to a limit and beyond it in spill files.
 *
 * <p>While inserts fail, no checkpoint completes and batches accumulate. Above {@code maxBufferedBytes}, the writer delays each batch in
 * proportion to its size, which causes backpressure up to the source. It must not block completely, because the next checkpoint barrier
 * is behind the batches in the network buffers. These hold about a megabyte, so the barrier is delayed by a small share of the
 * checkpoint timeout, whether the batches are many or large.
 */
public final class ClickHouseWriter
        implements CommittingSinkWriter<MicroBatch, BatchCommittable>,
                StatefulSinkWriter<MicroBatch, RestoreMarkerState> {
    private static final Duration MAX_DELAY = Duration.ofSeconds(5);
    private static final int DELAYS_PER_TRANSACTION_TIMEOUT = 100;
    private static final int MEBIBYTE = 1 << 20;

    private final SinkSettings settings;
    private final long restoredFrom;
    private final Sleeper sleeper;
    private final Duration delayPerMebibyte;
    private final Counter spilledBatches;
    private final SpillDirectory spill;
    private List<BatchCommittable> pending = new ArrayList<>();
    private long inMemoryBytes;
    // Written by the task thread, read by metric reporters.
    private volatile int pendingBatches;
    private volatile long pendingBytes;

    /**
     * @param restoredFrom the checkpoint that this writer was restored from, or {@link BatchCommittable#NOT_RESTORED}
     * @param delayPerMebibyte delay per size of a batch above {@code maxBufferedBytes}
     * @param metrics metric group of the stream
     */
    public ClickHouseWriter(
            SinkSettings settings, long restoredFrom, Sleeper sleeper, Duration delayPerMebibyte, MetricGroup metrics) {
        this.settings = settings;
        this.restoredFrom = restoredFrom;
        this.sleeper = sleeper;
        this.delayPerMebibyte = delayPerMebibyte;
        spilledBatches = metrics.counter("spilledBatches");
        metrics.gauge("pendingBatches", (Gauge<Integer>) () -> pendingBatches);
        metrics.gauge("pendingBytes", (Gauge<Long>) () -> pendingBytes);
        spill = settings.spillDir() == null ? null : new SpillDirectory(settings.spillDir());
    }

    @Override
    public void write(MicroBatch batch, Context context) throws IOException, InterruptedException {
        pending.add(BatchCommittable.of(batch, restoredFrom, content(batch.bytes())));
        updateGauges(pending.size(), pendingBytes + batch.bytes().length);
        if (pendingBytes > settings.maxBufferedBytes()) {
            sleeper.await(delayPerMebibyte.multipliedBy(batch.bytes().length).dividedBy(MEBIBYTE));
        }
    }

    /** Returns about a tenth of the checkpoint timeout, which is itself at most a tenth of the transaction timeout. */
    public static Duration delayPerMebibyte(Duration transactionTimeout) {
        Duration share = transactionTimeout.dividedBy(DELAYS_PER_TRANSACTION_TIMEOUT);
        return share.compareTo(MAX_DELAY) < 0 ? share : MAX_DELAY;
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
        List<BatchCommittable> committables = pending;
        pending = new ArrayList<>();
        inMemoryBytes = 0;
        updateGauges(0, 0);
        return committables;
    }

    private void updateGauges(int batches, long bytes) {
        pendingBatches = batches;
        pendingBytes = bytes;
    }

    @Override
    public List<RestoreMarkerState> snapshotState(long checkpointId) {
        return List.of(new RestoreMarkerState());
    }

    @Override
    public void flush(boolean endOfInput) {
        // The committer inserts the batches once their checkpoint is complete.
    }

    @Override
    public void close() throws IOException {
        for (BatchCommittable batch : prepareCommit()) {
            // No checkpoint contains the batch: the source reads its records again.
            batch.content().delete();
        }
    }
}
