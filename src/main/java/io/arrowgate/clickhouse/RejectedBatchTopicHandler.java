package io.arrowgate.clickhouse;

import io.arrowgate.clickhouse.commit.BatchRejectedException;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.sink.kafka.RejectedBatchProducer;
import java.io.IOException;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts refused batches on a topic, whole, so that the job can go on. */
final class RejectedBatchTopicHandler implements RejectedBatchHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedBatchTopicHandler.class);

    private final RejectedBatchProducer producer;
    private final Counter batches;

    /** @param batches counts them */
    RejectedBatchTopicHandler(RejectedBatchProducer producer, Counter batches) {
        this.producer = producer;
        this.batches = batches;
    }

    @Override
    public void handle(BatchCommittable batch, BatchRejectedException refusal)
            throws IOException, InterruptedException {
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
