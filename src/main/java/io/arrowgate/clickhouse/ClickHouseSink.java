package io.arrowgate.clickhouse;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.Sleeper;
import io.arrowgate.clickhouse.commit.BatchInserter;
import io.arrowgate.clickhouse.commit.BronzeTable;
import io.arrowgate.clickhouse.commit.InsertMetrics;
import io.arrowgate.clickhouse.commit.RejectionLimit;
import io.arrowgate.clickhouse.ddl.TableRecreator;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.BatchCommittableSerializer;
import io.arrowgate.clickhouse.writer.ClickHouseWriter;
import io.arrowgate.clickhouse.writer.RestoreMarkerState;
import io.arrowgate.common.JobMetricGroups;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.config.SinkSettings;
import io.arrowgate.config.SinkSettings.OnRejectedBatch;
import io.arrowgate.sink.kafka.RejectedBatchProducer;
import io.arrowgate.stream.StreamDefinition;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.InitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;

/**
 * Inserts the micro-batches of one stream into its ClickHouse table, exactly once. A batch is part of a checkpoint and is inserted when
 * that checkpoint is complete.
 *
 * @param stream the stream of the batches
 * @param settings connection to ClickHouse
 * @param sink settings for pending and rejected batches
 * @param kafka connection for the topic of rejected batches
 */
public record ClickHouseSink(
        StreamDefinition stream, ClickHouseSettings settings, SinkSettings sink, KafkaSettings kafka)
        implements Sink<MicroBatch>,
                SupportsWriterState<MicroBatch, RestoreMarkerState>,
                SupportsCommitter<BatchCommittable> {

    @Override
    public StatefulSinkWriter<MicroBatch, RestoreMarkerState> restoreWriter(
            WriterInitContext context, Collection<RestoreMarkerState> restoreMarkers) {
        return createWriter(context);
    }

    @Override
    public StatefulSinkWriter<MicroBatch, RestoreMarkerState> createWriter(WriterInitContext context) {
        return new ClickHouseWriter(
                sink,
                restoredFrom(context),
                Sleeper.SLEEP,
                ClickHouseWriter.delayPerMebibyte(kafka.transactionTimeout()),
                group(context.metricGroup()));
    }

    @Override
    public Committer<BatchCommittable> createCommitter(CommitterInitContext context) {
        MetricGroup group = group(context.metricGroup());
        ClickHouseClient client =
                new ClickHouseClient(settings, context.getTaskInfo().getIndexOfThisSubtask());
        BatchInserter inserter = new BatchInserter(
                client,
                new BronzeTable(settings.database(), stream),
                settings,
                restoredFrom(context),
                new RejectionLimit(sink.maxConsecutiveRejectedBatches()),
                new TableRecreator(client, settings, stream),
                new InsertMetrics(group));
        return new ClickHouseCommitter(inserter, rejectedBatches(group), sink.maxInflightInserts());
    }

    private MetricGroup group(MetricGroup operator) {
        return JobMetricGroups.group(operator, stream.name());
    }

    private RejectedBatchHandler rejectedBatches(MetricGroup metrics) {
        return sink.onRejectedBatch() == OnRejectedBatch.FAIL
                ? RejectedBatchHandler.FAIL
                : new RejectedBatchTopicHandler(
                        new RejectedBatchProducer(kafka, sink.rejectedBatchesTopic(), stream),
                        metrics.counter("rejectedBatches"));
    }

    @Override
    public SimpleVersionedSerializer<RestoreMarkerState> getWriterStateSerializer() {
        return new RestoreMarkerState.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<BatchCommittable> getCommittableSerializer() {
        return new BatchCommittableSerializer();
    }

    private static long restoredFrom(InitContext context) {
        return context.getRestoredCheckpointId().orElse(BatchCommittable.NOT_RESTORED);
    }
}
