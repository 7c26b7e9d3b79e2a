package io.arrowgate.lease;

import io.arrowgate.config.JobSettings;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.lease.log.LeaseLogFactory;
import io.arrowgate.lease.log.LeaseOwner;
import java.time.Duration;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Renews the lease for as long as the job exists. It emits nothing and has no state: the work is its enumerator's, which runs in the
 * JobManager and so lives on when tasks fail, wait for slots or for their restart.
 */
public final class LeaseSource implements Source<Void, LeaseSource.NoSplit, byte[]> {
    private static final long serialVersionUID = 1L;

    private final LeaseLogFactory connection;
    private final Lease lease;
    private final Duration validity;

    private LeaseSource(LeaseLogFactory connection, Lease lease, Duration validity) {
        this.connection = connection;
        this.lease = lease;
        this.validity = validity;
    }

    /** Returns the source that renews a lease which was acquired with the same settings. */
    public static LeaseSource of(JobSettings settings, Lease lease) {
        return new LeaseSource(
                LeaseLogFactory.of(settings), lease, settings.lease().duration());
    }

    /** Satisfies the type parameter; the source has no splits. */
    public record NoSplit() implements SourceSplit {
        @Override
        public String splitId() {
            return "none";
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<NoSplit, byte[]> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
        String flinkJob = context.metricGroup().getAllVariables().get("<job_id>");
        LeaseOwner owner = LeaseOwner.thisProcess(flinkJob, lease.since());
        return new LeaseSplitEnumerator(context, new LeaseRenewal(connection, lease, owner, validity), validity);
    }

    @Override
    public SplitEnumerator<NoSplit, byte[]> restoreEnumerator(
            SplitEnumeratorContext<NoSplit> context, byte[] checkpoint) {
        return createEnumerator(context);
    }

    @Override
    public SourceReader<Void, NoSplit> createReader(SourceReaderContext context) {
        return new IdleSourceReader();
    }

    @Override
    public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
        return new NothingSerializer<>(new NoSplit());
    }

    @Override
    public SimpleVersionedSerializer<byte[]> getEnumeratorCheckpointSerializer() {
        return new NothingSerializer<>(new byte[0]);
    }

    /** Serializes its only value as zero bytes. */
    private record NothingSerializer<T>(T value) implements SimpleVersionedSerializer<T> {
        @Override
        public int getVersion() {
            return 0;
        }

        @Override
        public byte[] serialize(T ignored) {
            return new byte[0];
        }

        @Override
        public T deserialize(int version, byte[] ignored) {
            return value;
        }
    }
}
