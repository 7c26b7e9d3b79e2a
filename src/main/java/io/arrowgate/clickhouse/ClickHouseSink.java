package io.arrowgate.clickhouse;

import io.arrowgate.batch.JobMetrics;
import io.arrowgate.batch.MicroBatch;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.config.SinkSettings;
import io.arrowgate.config.SinkSettings.OnRejectedBatch;
import io.arrowgate.sink.RejectedBatchProducer;
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
 * Makes the micro-batches of one stream rows of its bronze table, exactly once: a batch is part of a checkpoint, and is
 * inserted when that checkpoint is complete.
 *
 * @param stream whose batches come in
 * @param settings how ClickHouse is reached
 * @param sink how batches wait, and what becomes of refused ones
 * @param kafka where refused ones go, if the job is to go on
 */
public record ClickHouseSink(
        StreamDefinition stream, ClickHouseSettings settings, SinkSettings sink, KafkaSettings kafka)
        implements Sink<MicroBatch>, SupportsWriterState<MicroBatch, WriterMark>, SupportsCommitter<PendingBatch> {

    @Override
    public StatefulSinkWriter<MicroBatch, WriterMark> restoreWriter(
            WriterInitContext context, Collection<WriterMark> marks) {
        return createWriter(context);
    }

    @Override
    public StatefulSinkWriter<MicroBatch, WriterMark> createWriter(WriterInitContext context) {
        return new BatchWriter(
                sink,
                restoredFrom(context),
                Pause.SLEEP,
                BatchWriter.holdPerMebibyte(kafka.transactionTimeout()),
                group(context.metricGroup()));
    }

    @Override
    public Committer<PendingBatch> createCommitter(CommitterInitContext context) {
        MetricGroup group = group(context.metricGroup());
        ClickHouseClient client =
                new ClickHouseClient(settings, context.getTaskInfo().getIndexOfThisSubtask());
        BatchInserter inserter = new BatchInserter(
                client,
                new BatchTable(settings.database(), stream),
                settings,
                restoredFrom(context),
                new RejectionLimit(sink.maxConsecutiveRejectedBatches()),
                new TableRecreation(client, settings, stream),
                new InsertMetrics(group));
        return new BatchCommitter(inserter, rejectedBatches(group), sink.maxInflightInserts());
    }

    private MetricGroup group(MetricGroup operator) {
        return JobMetrics.group(operator, stream.name());
    }

    private RejectedBatches rejectedBatches(MetricGroup metrics) {
        return sink.onRejectedBatch() == OnRejectedBatch.FAIL
                ? RejectedBatches.FAIL
                : new RejectedBatchesToTopic(
                        new RejectedBatchProducer(kafka, sink.rejectedBatchesTopic(), stream),
                        metrics.counter("rejectedBatches"));
    }

    @Override
    public SimpleVersionedSerializer<WriterMark> getWriterStateSerializer() {
        return new WriterMark.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<PendingBatch> getCommittableSerializer() {
        return new PendingBatchSerializer();
    }

    private static long restoredFrom(InitContext context) {
        return context.getRestoredCheckpointId().orElse(PendingBatch.NOT_RESTORED);
    }
}
