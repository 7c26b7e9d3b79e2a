package io.arrowgate.tools.verify.topic;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where the raw records were that are dead letters, read once for all streams. A dead letter does not say its topic's id: those
 * of an earlier topic of the same name count, too.
 */
public final class DeadLetterOffsets {
    private final Map<String, Map<Integer, Places>> topics = new HashMap<>();

    /** Of one partition. */
    public static final class Places {
        public static final Places NONE = new Places();

        private final OffsetBitmap once = new OffsetBitmap();
        private final OffsetBitmap repeated = new OffsetBitmap();

        /** How many dead letters the offset has: 0, 1, or 2 for any larger number. */
        public int count(long offset) {
            if (!once.contains(offset)) {
                return 0;
            }
            return repeated.contains(offset) ? 2 : 1;
        }
    }

    /** All committed dead letters. */
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
        Places places = topics.computeIfAbsent(topic, name -> new HashMap<>())
                .computeIfAbsent(partition, number -> new Places());
        if (!places.once.add(offset)) {
            places.repeated.add(offset);
        }
    }

    public Places of(String topic, int partition) {
        return topics.getOrDefault(topic, Map.of()).getOrDefault(partition, Places.NONE);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
