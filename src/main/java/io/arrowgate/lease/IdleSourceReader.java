package io.arrowgate.lease;

import io.arrowgate.lease.LeaseSource.NoSplit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Reads nothing and stays idle until the job ends; the enumerator renews the lease. */
final class IdleSourceReader implements SourceReader<Void, NoSplit> {
    private final CompletableFuture<Void> never = new CompletableFuture<>();

    @Override
    public void start() {
        // The enumerator does the work.
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Void> output) {
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public List<NoSplit> snapshotState(long checkpoint) {
        return List.of();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return never;
    }

    @Override
    public void addSplits(List<NoSplit> splits) {
        // The source has no splits.
    }

    @Override
    public void notifyNoMoreSplits() {
        // The source has no splits.
    }

    @Override
    public void close() {
        never.complete(null);
    }
}
