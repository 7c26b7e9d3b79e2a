package io.arrowgate.source;

import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A few of the next records, taken from Kafka's reader together.
 *
 * <p>Another thread has just written their bytes, so they are in another core's cache. Reading a byte of each line of several
 * records, without a look at what it says, lets the processor fetch these lines at the same time; decoding would wait for one
 * after the other.
 */
final class RecordPrefetcher implements ReaderOutput<ConsumerRecord<byte[], byte[]>> {
    /** Their bytes stay in the first-level cache until they are decoded. */
    private static final int RECORDS = 16;

    private static final int CACHE_LINE_BYTES = 64;
    /** From here on the processor has seen that the lines follow one another, and fetches them unasked. */
    private static final int TOUCHED_BYTES = 512;

    @SuppressWarnings("unchecked") // An array cannot be made with type arguments.
    private final ConsumerRecord<byte[], byte[]>[] records =
            (ConsumerRecord<byte[], byte[]>[]) new ConsumerRecord<?, ?>[RECORDS];

    // Refilled for every record, which allocates nothing: object reuse is on, and the next operator is chained.
    private final RawRecord reused = new RawRecord();
    private int count;
    /** Means nothing; without it the compiler would leave out the reads. */
    private int unusedSum;

    boolean isFull() {
        return count == RECORDS;
    }

    @Override
    public void collect(ConsumerRecord<byte[], byte[]> record) {
        records[count++] = record;
        byte[] value = record.value();
        int bytes = value == null ? 0 : Math.min(value.length, TOUCHED_BYTES);
        int sum = 0;
        for (int at = 0; at < bytes; at += CACHE_LINE_BYTES) {
            sum += value[at];
        }
        unusedSum += sum;
    }

    @Override
    public void collect(ConsumerRecord<byte[], byte[]> record, long timestamp) {
        collect(record);
    }

    /** Gives the records on as raw records, in order, and forgets them. */
    void emit(Consumer<RawRecord> output) {
        for (int i = 0; i < count; i++) {
            output.accept(reused.set(records[i]));
            records[i] = null;
        }
        count = 0;
    }

    /** Offsets are counted by split; the records of all splits go the same way. */
    @Override
    public SourceOutput<ConsumerRecord<byte[], byte[]>> createOutputForSplit(String split) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {}

    // Watermarks, and what they would need to know of idle splits: the source makes none.

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
}
