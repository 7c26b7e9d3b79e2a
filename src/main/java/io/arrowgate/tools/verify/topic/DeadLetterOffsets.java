package io.arrowgate.tools.verify.topic;

import io.arrowgate.config.KafkaSettings;
import io.arrowgate.decode.DeadLetter;
import io.arrowgate.sink.kafka.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds the raw records and elements of raw records that are dead letters, read once for all streams. Dead letters have no topic id, so those
 * of an earlier topic with the same name count, too.
 */
public final class DeadLetterOffsets {
    private final Map<String, Map<Integer, InPartition>> topics = new HashMap<>();

    /** Holds the dead letters of one partition. */
    public static final class InPartition {
        public static final InPartition NONE = new InPartition();

        private final RowBitmap once = new RowBitmap();
        private final RowBitmap repeated = new RowBitmap();

        /**
         * Returns the number of dead letters of an element, at most 2.
         *
         * @param row position in the record, or {@link DeadLetter#WHOLE_RECORD}
         */
        public int count(long offset, int row) {
            if (!once.contains(offset, row)) {
                return 0;
            }
            return repeated.contains(offset, row) ? 2 : 1;
        }

        /** Returns whether the record or an element of it is a dead letter. */
        public boolean contains(long offset) {
            return once.next(offset) == offset;
        }

        /** Returns the number of the record's elements that are dead letters; 1 for the whole record. */
        public int elements(long offset) {
            return once.rows(offset).size();
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
        String row = header(letter, DeadLetter.ROW_HEADER);
        if (topic == null || partition == null || offset == null) {
            return; // Somebody else's: the topic is open to all.
        }
        add(
                topic,
                Integer.parseInt(partition),
                Long.parseLong(offset),
                row == null ? DeadLetter.WHOLE_RECORD : Integer.parseInt(row));
    }

    /**
     * Adds a dead letter.
     *
     * @param row position in the record, or {@link DeadLetter#WHOLE_RECORD}
     */
    public void add(String topic, int partition, long offset, int row) {
        InPartition places = topics.computeIfAbsent(topic, name -> new HashMap<>())
                .computeIfAbsent(partition, number -> new InPartition());
        if (!places.once.add(offset, row)) {
            places.repeated.add(offset, row);
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
