package io.arrowgate.clickhouse;

import io.arrowgate.sink.RejectedBatchProducer;
import java.io.IOException;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts refused batches on a topic, whole, so that the job can go on. */
final class RejectedBatchesToTopic implements RejectedBatches {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedBatchesToTopic.class);

    private final RejectedBatchProducer producer;
    private final Counter batches;

    /** @param batches counts them */
    RejectedBatchesToTopic(RejectedBatchProducer producer, Counter batches) {
        this.producer = producer;
        this.batches = batches;
    }

    @Override
    public void handle(PendingBatch batch, BatchRefusedException refusal) throws IOException, InterruptedException {
        producer.send(batch.microBatch(), refusal.getMessage());
        batches.inc();
        LOG.warn("Diverted to clickhouse.rejected-batches-topic, and not inserted: {}", refusal.getMessage());
        batch.content().delete();
    }

    @Override
    public void close() {
        producer.close();
    }
}
