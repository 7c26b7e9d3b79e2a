package io.arrowgate.batch;

import io.arrowgate.ingest.RawRecord;
import io.arrowgate.ingest.RowSlots;
import io.arrowgate.stream.StreamDefinition;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Hands readings over to the alerts: every {@link #INTERVAL}, so that they never wait for a batch to fill, and before each
 * checkpoint barrier, so that none is in state.
 *
 * <p>A bucket that nothing was handed over to for {@link #SILENCE} gets a message without rows. By them the other side can tell
 * a series that has nothing to say from a job that is held back.
 */
final class SliceHandOver {
    static final Duration INTERVAL = Duration.ofMillis(100);
    static final Duration SILENCE = Duration.ofSeconds(1);

    private final SliceCollector collector;
    private final int subtask;
    private final Consumer<SeriesSlices> output;
    private final long[] lastMillis = new long[SeriesName.BUCKETS];

    SliceHandOver(StreamDefinition stream, String topicId, int subtask, Consumer<SeriesSlices> output) {
        collector = new SliceCollector(stream, topicId, subtask);
        this.subtask = subtask;
        this.output = output;
    }

    /** Adds a reading; those that are waiting go out first if there are too many of them. */
    void append(RawRecord record, RowSlots row) {
        if (collector.isFull()) {
            flush();
        }
        collector.append(record, row);
    }

    /** Hands over what was added since the last time. */
    void flush() {
        for (SeriesSlices slices : collector.drain()) {
            if (slices != null) {
                output.accept(slices);
            }
        }
    }

    /** As {@link #flush}; buckets without a word for long get a message without rows. */
    void tick(long nowMillis) {
        SeriesSlices[] messages = collector.drain();
        for (int bucket = 0; bucket < messages.length; bucket++) {
            if (messages[bucket] != null) {
                lastMillis[bucket] = nowMillis;
                output.accept(messages[bucket]);
            } else if (nowMillis - lastMillis[bucket] >= SILENCE.toMillis()) {
                lastMillis[bucket] = nowMillis;
                output.accept(SeriesSlices.heartbeat(bucket, subtask));
            }
        }
    }
}
