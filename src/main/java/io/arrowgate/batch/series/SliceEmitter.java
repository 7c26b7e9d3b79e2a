package io.arrowgate.batch.series;

import io.arrowgate.batch.arrow.BatchBuilder;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Emits the new rows of the open batch to the alert operator: {@link #MIN_DELAY} after the first of them, but {@link #INTERVAL} after the
 * last flush at the earliest; after {@link #MAX_ROWS} rows; and before the batch closes, so before each checkpoint barrier.
 *
 * <p>One bucket of each alert subtask gets a heartbeat, a message without rows, if it got no message for one to two times
 * {@link #HEARTBEAT_INTERVAL}. With heartbeats the alert operator can distinguish an absent series from a job under backpressure.
 */
public final class SliceEmitter {
    /** The source reads what arrived in a tenth of a second in two polls, and the second one follows at once. */
    static final Duration MIN_DELAY = Duration.ofMillis(20);

    static final Duration INTERVAL = Duration.ofMillis(100);
    public static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);
    /** Number of buffered rows that causes a flush, independent of the batch size. */
    public static final int MAX_ROWS = 1 << 15;

    private final BatchBuilder batch;
    private final SeriesSlicer slicer;
    private final BucketKeys keys;
    private final int subtask;
    private final int[] heartbeatBuckets;
    private final Consumer<SeriesSlices> output;
    private final long[] lastMillis = new long[SeriesName.BUCKETS];
    /** Time of the last flush or heartbeats. */
    private long nowMillis;

    private long lastFlushMillis;
    /** Number of rows of the batch that were emitted. */
    private int emittedRows;

    public SliceEmitter(
            BatchBuilder batch,
            SeriesSlicer slicer,
            BucketKeys keys,
            AlertParallelism alerts,
            int subtask,
            Consumer<SeriesSlices> output) {
        this.batch = batch;
        this.slicer = slicer;
        this.keys = keys;
        this.subtask = subtask;
        heartbeatBuckets = alerts.bucketOfEachSubtask(keys);
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
        flush(millis);
        emittedRows = 0;
    }

    /** Returns when to flush rows of which the first was appended now. */
    public long flushDue(long millis) {
        return Math.max(millis + MIN_DELAY.toMillis(), lastFlushMillis + INTERVAL.toMillis());
    }

    /** Emits the new rows. */
    public void flush(long millis) {
        nowMillis = millis;
        lastFlushMillis = millis;
        flush();
    }

    /** Emits heartbeats. Called each {@link #HEARTBEAT_INTERVAL}. */
    public void sendHeartbeats(long millis) {
        nowMillis = millis;
        for (int bucket : heartbeatBuckets) {
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
