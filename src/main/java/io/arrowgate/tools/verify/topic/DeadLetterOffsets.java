package io.arrowgate.tools.verify.topic;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds the offsets of the raw records that are dead letters, read once for all streams. Dead letters have no topic id, so those
 * of an earlier topic with the same name count, too.
 */
public final class DeadLetterOffsets {
    private final Map<String, Map<Integer, InPartition>> topics = new HashMap<>();

    /** Holds the offsets of one partition. */
    public static final class InPartition {
        public static final InPartition NONE = new InPartition();

        private final OffsetBitmap once = new OffsetBitmap();
        private final OffsetBitmap repeated = new OffsetBitmap();

        /** Returns the number of dead letters of the offset, at most 2. */
        public int count(long offset) {
            if (!once.contains(offset)) {
                return 0;
            }
            return repeated.contains(offset) ? 2 : 1;
        }
    }

    /** Reads all committed dead letters. */
    public static DeadLetterOffsets read(KafkaSettings kafka) throws Exception {
        DeadLetterOffsets places = new DeadLetterOffsets();
        CommittedRecordReader.read(kafka, kafka.deadLettersTopic(), places::add, (done, total) -> {});
        return places;
    }

    private void add(ConsumerRecord<byte[], byte[]> letter) {
        String topic = header(letter, DeadLetterHeaders.TOPIC);
        String partition = header(letter, DeadLetterHeaders.PARTITION);
        String offset = header(letter, DeadLetterHeaders.OFFSET);
        if (topic == null || partition == null || offset == null) {
            return; // Somebody else's: the topic is open to all.
        }
        add(topic, Integer.parseInt(partition), Long.parseLong(offset));
    }

    public void add(String topic, int partition, long offset) {
        InPartition places = topics.computeIfAbsent(topic, name -> new HashMap<>())
                .computeIfAbsent(partition, number -> new InPartition());
        if (!places.once.add(offset)) {
            places.repeated.add(offset);
        }
    }

    public InPartition of(String topic, int partition) {
        return topics.getOrDefault(topic, Map.of()).getOrDefault(partition, InPartition.NONE);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
