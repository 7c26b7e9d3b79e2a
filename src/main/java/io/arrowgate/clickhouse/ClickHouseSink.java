package io.arrowgate.clickhouse;

import io.arrowgate.batch.MicroBatch;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.InitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Makes the micro-batches of one stream rows of its bronze table, exactly once: a batch is part of a checkpoint, and is
 * inserted when that checkpoint is complete.
 *
 * @param stream whose batches come in
 * @param settings how ClickHouse is reached
 */
public record ClickHouseSink(StreamDefinition stream, ClickHouseSettings settings)
        implements Sink<MicroBatch>, SupportsCommitter<PendingBatch> {

    @Override
    public SinkWriter<MicroBatch> createWriter(WriterInitContext context) {
        return new BatchWriter(restoredFrom(context));
    }

    @Override
    public Committer<PendingBatch> createCommitter(CommitterInitContext context) {
        BatchTable table = new BatchTable(settings.database(), stream);
        InsertMetrics metrics = InsertMetrics.registeredIn(context.metricGroup());
        return new BatchCommitter(
                new BatchInserter(new ClickHouseClient(settings), table, settings, restoredFrom(context), metrics));
    }

    @Override
    public SimpleVersionedSerializer<PendingBatch> getCommittableSerializer() {
        return new PendingBatchSerializer();
    }

    private static long restoredFrom(InitContext context) {
        return context.getRestoredCheckpointId().orElse(PendingBatch.NOT_RESTORED);
    }
}
