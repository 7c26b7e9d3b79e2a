package io.arrowgate.tools.verify.topic;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds the raw records of a range of offsets of one partition, small enough for memory.
 *
 * @param begin first offset of the range, inclusive
 * @param end end of the range, exclusive; the next chunk begins there
 * @param records in ascending order; not every offset has one
 */
public record RawRecordChunk(int partition, long begin, long end, List<ConsumerRecord<byte[], byte[]>> records) {
    private static final int MAX_RECORDS = 100_000;
    private static final long MAX_BYTES = 32 << 20;

    /** Reads the next chunk; returns null at the end of the window. */
    public static RawRecordChunk read(RawTopicCursor cursor, int partition, long begin, long windowEnd) {
        if (begin >= windowEnd) {
            return null;
        }
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long bytes = 0;
        while (records.size() < MAX_RECORDS && bytes < MAX_BYTES) {
            ConsumerRecord<byte[], byte[]> record = cursor.next();
            if (record == null) {
                return new RawRecordChunk(partition, begin, windowEnd, records);
            }
            records.add(record);
            bytes += Math.max(0, record.serializedValueSize());
        }
        return new RawRecordChunk(
                partition, begin, records.get(records.size() - 1).offset() + 1, records);
    }
}
