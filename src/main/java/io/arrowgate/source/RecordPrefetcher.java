package io.arrowgate.source;

import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Buffers the next few records of Kafka's reader and loads their bytes into the CPU cache.
 *
 * <p>The fetcher thread has just written these bytes, so they are in another core's cache. Touching one byte of each cache line
 * of several records lets the processor fetch the lines in parallel. Decoding alone would wait for one line after the other.
 */
final class RecordPrefetcher implements ReaderOutput<ConsumerRecord<byte[], byte[]>> {
    /** Few enough that their bytes stay in the first-level cache until they are decoded. */
    private static final int RECORDS = 16;

    private static final int CACHE_LINE_BYTES = 64;
    /** Beyond this the processor's own prefetcher has recognized the sequential access. */
    private static final int TOUCHED_BYTES = 512;

    @SuppressWarnings("unchecked") // An array cannot be made with type arguments.
    private final ConsumerRecord<byte[], byte[]>[] records =
            (ConsumerRecord<byte[], byte[]>[]) new ConsumerRecord<?, ?>[RECORDS];

    // One reused instance avoids allocation: object reuse is on, and the next operator is chained.
    private final RawRecord reused = new RawRecord();
    private int count;
    /** Keeps the JIT compiler from removing the reads; the value is not used. */
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

    /** Emits the buffered records in order as raw records, and clears the buffer. */
    void emit(Consumer<RawRecord> output) {
        for (int i = 0; i < count; i++) {
            output.accept(reused.set(records[i]));
            records[i] = null;
        }
        count = 0;
    }

    /** Returns this output for every split: Kafka's reader tracks the offsets of each split itself. */
    @Override
    public SourceOutput<ConsumerRecord<byte[], byte[]>> createOutputForSplit(String split) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {}

    // The source creates no watermarks, so idle splits do not matter.

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
}
