package io.arrowgate.source;

import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Emits the records of a {@link RecordChunk} as raw records, after loading their bytes into the CPU cache.
 *
 * <p>The fetcher thread has just written these bytes, so they are in another core's cache. Touching one byte of each cache line
 * of several records lets the processor fetch the lines in parallel. Decoding alone would wait for one line after the other.
 */
final class RecordChunkEmitter
        implements RecordEmitter<ConsumerRecord<byte[], byte[]>, RawRecord, KafkaPartitionSplitState> {
    private static final int CACHE_LINE_BYTES = 64;
    /** Beyond this the processor's own prefetcher has recognized the sequential access. */
    private static final int TOUCHED_BYTES = 512;

    private final Counter recordsIn;
    private final byte[][] values = new byte[RecordChunk.MAX_RECORDS][];
    // One reused instance avoids allocation: object reuse is on, and the next operator is chained.
    private final RawRecord reused = new RawRecord();
    /** Keeps the JIT compiler from removing the reads; the value is not used. */
    private int unusedSum;

    /** @param recordsIn counts one record for each chunk already */
    RecordChunkEmitter(Counter recordsIn) {
        this.recordsIn = recordsIn;
    }

    @Override
    public void emitRecord(
            ConsumerRecord<byte[], byte[]> element, SourceOutput<RawRecord> output, KafkaPartitionSplitState split) {
        RecordChunk chunk = (RecordChunk) element;
        recordsIn.inc(chunk.size() - 1L);
        touch(chunk);
        for (int i = 0; i < chunk.size(); i++) {
            output.collect(reused.set(chunk.get(i)));
        }
        split.setCurrentOffset(chunk.offset() + 1);
    }

    /** Two loops without other work, so that the accesses of all records overlap: first to the records, then to their values. */
    private void touch(RecordChunk chunk) {
        for (int i = 0; i < chunk.size(); i++) {
            values[i] = chunk.get(i).value();
        }
        int sum = 0;
        for (int i = 0; i < chunk.size(); i++) {
            byte[] value = values[i];
            int bytes = value == null ? 0 : Math.min(value.length, TOUCHED_BYTES);
            for (int at = 0; at < bytes; at += CACHE_LINE_BYTES) {
                sum += value[at];
            }
        }
        unusedSum += sum;
    }
}
