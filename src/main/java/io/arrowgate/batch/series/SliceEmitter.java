package io.arrowgate.batch.series;

import io.arrowgate.batch.arrow.BatchBuilder;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Emits the new rows of the open batch to the alert operator: {@link #MAX_DELAY} after the first of them, after {@link #MAX_ROWS} rows,
 * and before the batch closes, so before each checkpoint barrier.
 *
 * <p>A bucket without a message for one to two times {@link #HEARTBEAT_INTERVAL} gets a heartbeat, a message without rows. With heartbeats the alert
 * operator can distinguish an absent series from a job under backpressure.
 */
public final class SliceEmitter {
    public static final Duration MAX_DELAY = Duration.ofMillis(100);
    public static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);
    /** Number of buffered rows that causes a flush, independent of the batch size. */
    public static final int MAX_ROWS = 1 << 15;

    private final BatchBuilder batch;
    private final SeriesSlicer slicer;
    private final BucketKeys keys;
    private final int subtask;
    private final Consumer<SeriesSlices> output;
    private final long[] lastMillis = new long[SeriesName.BUCKETS];
    /** Time of the last flush or heartbeats. */
    private long nowMillis;
    /** Number of rows of the batch that were emitted. */
    private int emittedRows;

    public SliceEmitter(
            BatchBuilder batch, SeriesSlicer slicer, BucketKeys keys, int subtask, Consumer<SeriesSlices> output) {
        this.batch = batch;
        this.slicer = slicer;
        this.keys = keys;
        this.subtask = subtask;
        this.output = output;
    }

    /** Flushes if many rows were appended since the last flush. Called after each appended row. */
    public void rowAppended() {
        if (batch.rows() - emittedRows == MAX_ROWS) {
            flush();
        }
    }

    /** Emits the remaining rows of a batch that is about to be drained. */
    public void flushBeforeClose(long millis) {
        nowMillis = millis;
        flush();
        emittedRows = 0;
    }

    /** Emits the new rows. */
    public void flushAfterDelay(long millis) {
        nowMillis = millis;
        flush();
    }

    /** Emits heartbeats to buckets without a recent message. Called each {@link #HEARTBEAT_INTERVAL}. */
    public void sendHeartbeats(long millis) {
        nowMillis = millis;
        for (int bucket = 0; bucket < lastMillis.length; bucket++) {
            if (nowMillis - lastMillis[bucket] >= HEARTBEAT_INTERVAL.toMillis()) {
                send(SeriesSlices.heartbeat(keys.of(bucket), subtask), bucket);
            }
        }
    }

    private void flush() {
        while (emittedRows < batch.rows()) {
            emittedRows = slicer.cut(emittedRows, batch.rows(), this::send);
        }
    }

    private void send(SeriesSlices message, int bucket) {
        lastMillis[bucket] = nowMillis;
        output.accept(message);
    }
}
