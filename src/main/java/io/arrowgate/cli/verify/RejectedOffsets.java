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
    private record Partition(String stream, String topicId, int number) {}

    /** Last offset by first, of ranges that do not touch. */
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

    /** One that was refused again after a restore may overlap others. */
    void add(BatchId batch) {
        for (OffsetRange range : batch.ranges()) {
            TreeMap<Long, Long> known = ranges.computeIfAbsent(
                    new Partition(batch.stream(), batch.topicId(), range.partition()), partition -> new TreeMap<>());
            long first = range.first();
            long last = range.last();
            Map.Entry<Long, Long> before = known.floorEntry(last);
            while (before != null && before.getValue() >= first) {
                known.remove(before.getKey());
                first = Math.min(first, before.getKey());
                last = Math.max(last, before.getValue());
                before = known.floorEntry(last);
            }
            known.put(first, last);
        }
    }

    boolean contains(String stream, String topicId, int partition, long offset) {
        TreeMap<Long, Long> known = ranges.get(new Partition(stream, topicId, partition));
        Map.Entry<Long, Long> range = known == null ? null : known.floorEntry(offset);
        return range != null && range.getValue() >= offset;
    }
}
