package io.arrowgate;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.common.kafka.TopicIdLookup;
import io.arrowgate.config.JobSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.lease.LeaseManager;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.source.RawRecord;
import io.arrowgate.stream.StreamDefinition;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** The real ends of the topology, but for what a test replaces. */
class DelegatingConnectors implements Connectors {
    private final Connectors real;

    /** Acquires the lease of the job name. */
    DelegatingConnectors(JobSettings settings) {
        this(settings, acquire(settings));
    }

    DelegatingConnectors(JobSettings settings, Lease lease) {
        real = new ProductionConnectors(settings, null, lease);
    }

    private static Lease acquire(JobSettings settings) {
        try {
            return LeaseManager.acquire(settings, UUID.randomUUID().toString(), line -> {});
        } catch (Exception e) {
            throw new IllegalStateException("the lease of " + settings.jobName() + " cannot be acquired", e);
        }
    }

    @Override
    public Source<Void, ?, ?> lease() {
        return real.lease();
    }

    @Override
    public Source<RawRecord, ?, ?> source(StreamDefinition stream) {
        return real.source(stream);
    }

    @Override
    public int partitions(StreamDefinition stream) throws Exception {
        return real.partitions(stream);
    }

    @Override
    public TopicIdLookup topicIds() {
        return real.topicIds();
    }

    @Override
    public Sink<MicroBatch> arrowTopic(StreamDefinition stream) {
        return real.arrowTopic(stream);
    }

    @Override
    public Sink<MicroBatch> clickHouse(StreamDefinition stream) {
        return real.clickHouse(stream);
    }

    @Override
    public Sink<MicroBatch> lake(StreamDefinition stream) {
        return real.lake(stream);
    }

    @Override
    public Sink<DeadLetter> deadLetters() {
        return real.deadLetters();
    }

    @Override
    public Sink<DeadLetter> deadLetterTable() {
        return real.deadLetterTable();
    }

    @Override
    public Source<RawRecord, ?, ?> alertRules() {
        return real.alertRules();
    }

    @Override
    public Sink<Alert> alertTopic() {
        return real.alertTopic();
    }

    @Override
    public Sink<Alert> alertTable() {
        return real.alertTable();
    }
}
