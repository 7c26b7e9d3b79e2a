package io.arrowgate.clickhouse;

import io.arrowgate.batch.MicroBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

/**
 * Collects the batches of one checkpoint interval for the committer. It holds one interval's bytes at most: every
 * checkpoint takes them away.
 */
final class BatchWriter implements CommittingSinkWriter<MicroBatch, PendingBatch> {
    private final long restoredFrom;
    private List<PendingBatch> pending = new ArrayList<>();

    BatchWriter(long restoredFrom) {
        this.restoredFrom = restoredFrom;
    }

    @Override
    public void write(MicroBatch batch, Context context) {
        pending.add(PendingBatch.of(batch, restoredFrom));
    }

    @Override
    public Collection<PendingBatch> prepareCommit() {
        List<PendingBatch> handedOver = pending;
        pending = new ArrayList<>();
        return handedOver;
    }

    @Override
    public void flush(boolean endOfInput) {
        // Nothing is sent before its checkpoint is complete.
    }

    @Override
    public void close() {
        pending = List.of();
    }
}
