package io.arrowgate.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds consecutive records of one partition and has the offset of the last one. Flink's Kafka reader passes it to
 * {@link RecordChunkEmitter} like a record, so that the reader's work is done once for all of them.
 *
 * <p>Only for sources without stopping offsets, which the reader compares with the offset.
 */
final class RecordChunk extends ConsumerRecord<byte[], byte[]> {
    /** Few enough that the bytes of a chunk stay in the first-level cache until they are decoded. */
    static final int MAX_RECORDS = 16;

    private final ConsumerRecord<byte[], byte[]>[] records;

    private RecordChunk(ConsumerRecord<byte[], byte[]>[] records, ConsumerRecord<byte[], byte[]> last) {
        super(last.topic(), last.partition(), last.offset(), null, null);
        this.records = records;
    }

    /** Splits the records of a partition into chunks of at most {@link #MAX_RECORDS}. */
    @SuppressWarnings("unchecked") // An array cannot be made with type arguments.
    static List<ConsumerRecord<byte[], byte[]>> split(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> chunks = new ArrayList<>(records.size() / MAX_RECORDS + 1);
        for (int begin = 0; begin < records.size(); begin += MAX_RECORDS) {
            List<ConsumerRecord<byte[], byte[]>> chunk =
                    records.subList(begin, Math.min(begin + MAX_RECORDS, records.size()));
            chunks.add(new RecordChunk(chunk.toArray(ConsumerRecord[]::new), chunk.get(chunk.size() - 1)));
        }
        return chunks;
    }

    int size() {
        return records.length;
    }

    ConsumerRecord<byte[], byte[]> get(int index) {
        return records[index];
    }
}
