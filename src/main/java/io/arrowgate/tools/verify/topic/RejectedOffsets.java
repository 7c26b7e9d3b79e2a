package io.arrowgate.tools.verify.topic;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.sink.kafka.ArrowHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Offsets of the batches that ClickHouse refused and that are on the topic for such, read once for all streams. */
public final class RejectedOffsets {
    private record Topic(String stream, String id) {}

    private final Map<Topic, OffsetRanges> topics = new HashMap<>();

    /** All of the topic, which need not exist. */
    public static RejectedOffsets read(KafkaSettings kafka, String topic) throws Exception {
        RejectedOffsets offsets = new RejectedOffsets();
        CommittedRecordReader.read(kafka, topic, offsets::add, (done, total) -> {});
        return offsets;
    }

    private void add(ConsumerRecord<byte[], byte[]> batch) {
        Header id = batch.headers().lastHeader(ArrowHeaders.BATCH_ID);
        if (id != null) { // Somebody else's otherwise: the topic is open to all.
            add(BatchId.of(new String(id.value(), StandardCharsets.UTF_8)));
        }
    }

    /** One that was refused again after a restore may overlap others. */
    void add(BatchId batch) {
        OffsetRanges known =
                topics.computeIfAbsent(new Topic(batch.stream(), batch.topicId()), topic -> new OffsetRanges());
        batch.ranges().forEach(known::add);
    }

    public boolean contains(String stream, String topicId, int partition, long offset) {
        OffsetRanges known = topics.get(new Topic(stream, topicId));
        return known != null && known.contains(partition, offset);
    }
}
