package io.arrowgate.cli.verify;

import io.arrowgate.batch.BatchId;
import io.arrowgate.batch.OffsetRange;
import io.arrowgate.config.KafkaSettings;
import io.arrowgate.sink.ArrowHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Offsets of the batches that ClickHouse refused and that are on the topic for such, read once for all streams. */
final class RejectedOffsets {
    private record Partition(String topicId, int number) {}

    /** Last offset by first; what is refused again after a restore may begin elsewhere, and then ranges overlap. */
    private final Map<Partition, TreeMap<Long, Long>> ranges = new HashMap<>();

    /** All of the topic, which need not exist. */
    static RejectedOffsets read(KafkaSettings kafka, String topic) throws Exception {
        RejectedOffsets offsets = new RejectedOffsets();
        CommittedRecords.read(kafka, topic, offsets::add, (done, total) -> {});
        return offsets;
    }

    private void add(ConsumerRecord<byte[], byte[]> batch) {
        Header id = batch.headers().lastHeader(ArrowHeaders.BATCH_ID);
        if (id != null) { // Somebody else's otherwise: the topic is open to all.
            add(BatchId.of(new String(id.value(), StandardCharsets.UTF_8)));
        }
    }

    void add(BatchId batch) {
        for (OffsetRange range : batch.ranges()) {
            ranges.computeIfAbsent(new Partition(batch.topicId(), range.partition()), partition -> new TreeMap<>())
                    .merge(range.first(), range.last(), Math::max);
        }
    }

    boolean contains(String topicId, int partition, long offset) {
        TreeMap<Long, Long> last = ranges.get(new Partition(topicId, partition));
        return last != null && last.headMap(offset, true).values().stream().anyMatch(end -> end >= offset);
    }
}
