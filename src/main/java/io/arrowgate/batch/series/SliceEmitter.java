package io.arrowgate.batch.series;

import io.arrowgate.batch.arrow.BatchBuilder;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Hands readings over to the alerts while they wait for their batch to close: every {@link #INTERVAL}, when there are many of them,
 * and before the batch closes, so before each checkpoint barrier.
 *
 * <p>A bucket that nothing was handed over to for {@link #SILENCE} gets a message without rows. By them the other side can tell
 * a series that has nothing to say from a job that is held back.
 */
public final class SliceEmitter {
    public static final Duration INTERVAL = Duration.ofMillis(100);
    static final Duration SILENCE = Duration.ofSeconds(1);
    /** So many rows are not kept waiting, whatever the size of batches. */
    public static final int MAX_ROWS = 1 << 15;

    private final BatchBuilder batch;
    private final SeriesSlicer cutter;
    private final BucketKeys keys;
    private final int subtask;
    private final Consumer<SeriesSlices> output;
    private final long[] lastMillis = new long[SeriesName.BUCKETS];
    /** Of the last tick. */
    private long nowMillis;
    /** How many rows of the batch were handed over. */
    private int handedOver;

    public SliceEmitter(
            BatchBuilder batch, SeriesSlicer cutter, BucketKeys keys, int subtask, Consumer<SeriesSlices> output) {
        this.batch = batch;
        this.cutter = cutter;
        this.keys = keys;
        this.subtask = subtask;
        this.output = output;
    }

    /** Notes that a row was appended to the batch. */
    public void rowAppended() {
        if (batch.rows() - handedOver == MAX_ROWS) {
            flush();
        }
    }

    /** Hands over what is left of the batch, which is about to be drained. */
    public void flushBeforeClose() {
        flush();
        handedOver = 0;
    }

    /** Hands over what there is; buckets without a word for long get a message without rows. */
    public void flushPeriodically(long millis) {
        nowMillis = millis;
        flush();
        for (int bucket = 0; bucket < lastMillis.length; bucket++) {
            if (nowMillis - lastMillis[bucket] >= SILENCE.toMillis()) {
                send(SeriesSlices.heartbeat(keys.of(bucket), subtask), bucket);
            }
        }
    }

    private void flush() {
        while (handedOver < batch.rows()) {
            handedOver = cutter.cut(handedOver, batch.rows(), this::send);
        }
    }

    private void send(SeriesSlices message, int bucket) {
        lastMillis[bucket] = nowMillis;
        output.accept(message);
    }
}
