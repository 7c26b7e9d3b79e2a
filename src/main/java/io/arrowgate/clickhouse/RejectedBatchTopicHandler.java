package io.arrowgate.clickhouse;

import io.arrowgate.clickhouse.commit.BatchRejectedException;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.sink.kafka.RejectedBatchProducer;
import java.io.IOException;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes rejected batches unchanged to a Kafka topic, so that the job can continue. */
final class RejectedBatchTopicHandler implements RejectedBatchHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedBatchTopicHandler.class);

    private final RejectedBatchProducer producer;
    private final Counter batches;

    /** @param batches counter of rejected batches */
    RejectedBatchTopicHandler(RejectedBatchProducer producer, Counter batches) {
        this.producer = producer;
        this.batches = batches;
    }

    @Override
    public void handle(BatchCommittable batch, BatchRejectedException rejection)
            throws IOException, InterruptedException {
        producer.send(batch.microBatch(), rejection.getMessage());
        batches.inc();
        LOG.warn(
                "Wrote a rejected batch to clickhouse.rejected-batches-topic in place of inserting it: {}",
                rejection.getMessage());
        batch.content().delete();
    }

    @Override
    public void close() {
        producer.close();
    }
}
