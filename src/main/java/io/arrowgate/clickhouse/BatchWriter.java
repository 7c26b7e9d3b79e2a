package io.arrowgate.clickhouse;

import io.arrowgate.batch.MicroBatch;
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
 * <p>While inserts fail, no checkpoint completes, and the interval goes on. Beyond a bound it then takes in one batch every
 * few seconds, which holds the source back. It must not stop altogether: the barrier of the next checkpoint comes behind
 * the batches.
 */
final class BatchWriter
        implements CommittingSinkWriter<MicroBatch, PendingBatch>, StatefulSinkWriter<MicroBatch, WriterMark> {
    private static final Duration HOLD = Duration.ofSeconds(5);

    private final SinkSettings settings;
    private final long restoredFrom;
    private final Pause hold;
    private final Counter spilledBatches;
    private final BatchSpill spill;
    private List<PendingBatch> pending = new ArrayList<>();
    private long inMemoryBytes;
    // Written by the task thread, read by those of the metrics' reporters.
    private volatile int pendingBatches;
    private volatile long pendingBytes;

    /**
     * @param restoredFrom the checkpoint that this writer was restored from, or {@link PendingBatch#NOT_RESTORED}
     * @param metrics of the stream
     */
    BatchWriter(SinkSettings settings, long restoredFrom, Pause hold, MetricGroup metrics) {
        this.settings = settings;
        this.restoredFrom = restoredFrom;
        this.hold = hold;
        spilledBatches = metrics.counter("spilledBatches");
        metrics.gauge("pendingBatches", (Gauge<Integer>) () -> pendingBatches);
        metrics.gauge("pendingBytes", (Gauge<Long>) () -> pendingBytes);
        spill = settings.spillDir() == null ? null : new BatchSpill(settings.spillDir());
    }

    @Override
    public void write(MicroBatch batch, Context context) throws IOException, InterruptedException {
        pending.add(PendingBatch.of(batch, restoredFrom, content(batch.bytes())));
        count(pending.size(), pendingBytes + batch.bytes().length);
        if (pendingBytes > settings.maxPendingBytes()) {
            hold.await(HOLD);
        }
    }

    private BatchContent content(byte[] bytes) throws IOException {
        if (spill == null || inMemoryBytes + bytes.length <= settings.pendingMemoryBytes()) {
            inMemoryBytes += bytes.length;
            return new InlineContent(bytes);
        }
        spilledBatches.inc();
        return spill.write(bytes);
    }

    @Override
    public Collection<PendingBatch> prepareCommit() {
        List<PendingBatch> handedOver = pending;
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
    public List<WriterMark> snapshotState(long checkpointId) {
        return List.of(new WriterMark());
    }

    @Override
    public void flush(boolean endOfInput) {
        // Nothing is sent before its checkpoint is complete.
    }

    @Override
    public void close() throws IOException {
        for (PendingBatch batch : prepareCommit()) {
            // No checkpoint knows of it: its records are read again.
            batch.content().delete();
        }
    }
}
