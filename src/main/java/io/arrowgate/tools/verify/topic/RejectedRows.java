package io.arrowgate.tools.verify.topic;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.sink.kafka.ArrowHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Holds the rows of the batches on the topic of rejected batches, read once for all streams. */
public final class RejectedRows {
    private record Topic(String stream, String id) {}

    private final Map<Topic, RowRanges> topics = new HashMap<>();

    /** Reads the whole topic, which need not exist. */
    public static RejectedRows read(KafkaSettings kafka, String topic) throws Exception {
        RejectedRows rows = new RejectedRows();
        CommittedRecordReader.read(kafka, topic, rows::add, (done, total) -> {});
        return rows;
    }

    private void add(ConsumerRecord<byte[], byte[]> batch) {
        Header id = batch.headers().lastHeader(ArrowHeaders.BATCH_ID);
        if (id != null) { // Other applications may write to the topic.
            add(BatchId.of(new String(id.value(), StandardCharsets.UTF_8)));
        }
    }

    /** Adds a batch, which may overlap others: it may be rejected again after a restore. */
    void add(BatchId batch) {
        RowRanges known = topics.computeIfAbsent(new Topic(batch.stream(), batch.topicId()), topic -> new RowRanges());
        batch.ranges().forEach(known::add);
    }

    public boolean contains(String stream, String topicId, int partition, RowPosition row) {
        RowRanges known = topics.get(new Topic(stream, topicId));
        return known != null && known.contains(partition, row);
    }
}
