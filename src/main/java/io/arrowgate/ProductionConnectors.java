package io.arrowgate;

import io.arrowgate.alert.notify.Alert;
import io.arrowgate.alert.notify.AlertTable;
import io.arrowgate.alert.notify.AlertTopicSink;
import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.clickhouse.ClickHouseSink;
import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.common.kafka.TopicIdLookup;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.KafkaSettings.StartingOffsets;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.lease.LeaseGuard;
import io.arrowgate.lease.LeaseSource;
import io.arrowgate.lease.log.Lease;
import io.arrowgate.report.DeadLetterTable;
import io.arrowgate.sink.kafka.ExactlyOnceSinkFactory;
import io.arrowgate.sink.lake.LakeSink;
import io.arrowgate.source.RawRecord;
import io.arrowgate.source.RawRecordSource;
import io.arrowgate.stream.StreamDefinition;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/** Creates the sources and sinks for the Kafka, ClickHouse and lake of the settings. */
final class ProductionConnectors implements Connectors {
    private final JobSettings settings;
    private final String spillDir;
    private final Lease lease;
    private final KafkaAdmin kafka;

    /**
     * @param spillDir default directory for spilled batches; null to keep pending batches in memory
     * @param lease lease that this instance of the job holds
     */
    ProductionConnectors(JobSettings settings, String spillDir, Lease lease) {
        this.settings = settings;
        this.lease = lease;
        this.spillDir = spillDir;
        kafka = new KafkaAdmin(settings.kafka());
    }

    @Override
    public Source<RawRecord, ?, ?> source(StreamDefinition stream) {
        return RawRecordSource.of(settings.kafka(), stream.topic(), settings.jobName());
    }

    @Override
    public Source<Void, ?, ?> lease() {
        return LeaseSource.of(settings, lease);
    }

    @Override
    public int partitions(StreamDefinition stream) throws Exception {
        return kafka.partitions(stream.topic());
    }

    @Override
    public TopicIdLookup topicIds() {
        return kafka;
    }

    @Override
    public Sink<MicroBatch> arrowTopic(StreamDefinition stream) {
        return exactlyOnceSinks().arrowTopic(stream);
    }

    @Override
    public Sink<MicroBatch> clickHouse(StreamDefinition stream) {
        return new ClickHouseSink(
                stream, settings.clickHouse(), settings.sink().withDefaultSpillDir(spillDir), settings.kafka());
    }

    @Override
    public Sink<MicroBatch> lake(StreamDefinition stream) {
        return LakeSink.of(settings.lake(), stream);
    }

    @Override
    public Sink<DeadLetter> deadLetters() {
        return exactlyOnceSinks().deadLetters();
    }

    private ExactlyOnceSinkFactory exactlyOnceSinks() {
        return new ExactlyOnceSinkFactory(
                settings.kafka(),
                settings.jobName(),
                settings.transactionLimits().maxAgeAtSnapshot(),
                LeaseGuard.of(settings, lease));
    }

    @Override
    public Sink<DeadLetter> deadLetterTable() {
        return DeadLetterTable.sink(settings.clickHouse());
    }

    @Override
    public Source<RawRecord, ?, ?> alertRules() {
        // Rules from before the job's first start also apply.
        return RawRecordSource.of(
                settings.kafka(), settings.alerts().rulesTopic(), settings.jobName(), StartingOffsets.EARLIEST);
    }

    @Override
    public Sink<Alert> alertTopic() {
        return AlertTopicSink.of(settings.kafka(), settings.alerts().topic());
    }

    @Override
    public Sink<Alert> alertTable() {
        return AlertTable.sink(settings.clickHouse(), settings.alerts().table());
    }
}
