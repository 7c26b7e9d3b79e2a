package io.arrowgate.lease;

import io.arrowgate.lease.LeaseSource.NoSplit;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.TemporaryClassLoaderContext;

/** Renews the lease from the JobManager, in the thread that Flink has for calls that may block. */
final class LeaseSplitEnumerator implements SplitEnumerator<NoSplit, byte[]> {
    /** One lost renewal, or two, are made up for before the lease expires. */
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
        // Kafka loads what its properties name by the thread's class loader, and this thread is Flink's.
        try (var ignored = TemporaryClassLoaderContext.of(getClass().getClassLoader())) {
            renewal.renew();
        }
        return null;
    }

    /** What is thrown here fails the job, and a lease that is lost does so for good. */
    private static void failIfLost(Void nothing, Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException(failure.getMessage(), failure);
        }
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {
        // There are no splits.
    }

    @Override
    public void addSplitsBack(List<NoSplit> splits, int subtask) {
        // There are no splits.
    }

    @Override
    public void addReader(int subtask) {
        // It waits for nothing.
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
