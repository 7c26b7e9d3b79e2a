package io.arrowgate.lease;

import io.arrowgate.lease.LeaseSource.NoSplit;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.TemporaryClassLoaderContext;

/** Renews the lease in the JobManager, on the enumerator's thread for blocking calls. */
final class LeaseSplitEnumerator implements SplitEnumerator<NoSplit, byte[]> {
    /** Allows several renewals to fail before the lease expires. */
    private static final int RENEWALS_PER_VALIDITY = 5;

    private final SplitEnumeratorContext<NoSplit> context;
    private final LeaseRenewal renewal;
    private final Duration period;

    LeaseSplitEnumerator(SplitEnumeratorContext<NoSplit> context, LeaseRenewal renewal, Duration validity) {
        this.context = context;
        this.renewal = renewal;
        period = validity.dividedBy(RENEWALS_PER_VALIDITY);
    }

    @Override
    public void start() {
        context.callAsync(this::renew, LeaseSplitEnumerator::failIfLost, 0, period.toMillis());
    }

    private Void renew() throws LeaseLostException, InterruptedException {
        // Kafka loads configured classes with the thread's context class loader, which is Flink's on this thread.
        try (var ignored = TemporaryClassLoaderContext.of(getClass().getClassLoader())) {
            renewal.renew();
        }
        return null;
    }

    /** An exception here fails the job; a lost lease fails it without a restart. */
    private static void failIfLost(Void nothing, Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException(failure.getMessage(), failure);
        }
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        // The source has no splits.
    }

    @Override
    public void addSplitsBack(List<NoSplit> splits, int subtask) {
        // The source has no splits.
    }

    @Override
    public void addReader(int subtask) {
        // Readers are idle.
    }

    @Override
    public byte[] snapshotState(long checkpoint) {
        return new byte[0];
    }

    @Override
    public void close() {
        renewal.close();
    }
}
