package io.arrowgate.clickhouse.writer;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.MicroBatch;
import java.io.IOException;
import java.time.Instant;

/**
 * Describes a pending micro-batch, which the committer inserts once its checkpoint is complete. Its bytes must not be modified.
 *
 * @param id the batch id
 * @param restoredFrom id of the checkpoint from which the batch's writer was restored, or {@link #NOT_RESTORED}. If the committer was
 *     restored from a different checkpoint, an earlier committer may have sent the batch already
 * @param eventTimeMin earliest event time, inclusive, with microseconds at most
 * @param eventTimeMax latest event time, inclusive, with microseconds at most
 * @param content one complete Arrow IPC stream or file
 * @param takenMillis wall-clock time at which the writer received the batch, in milliseconds since 1970-01-01T00:00:00Z;
 *     {@link #TAKEN_UNKNOWN} if it was restored from the state of an earlier version
 */
public record BatchCommittable(
        BatchId id,
        long restoredFrom,
        Instant eventTimeMin,
        Instant eventTimeMax,
        BatchContent content,
        long takenMillis) {
    /** Replaces the checkpoint id in a job that started without state. */
    public static final long NOT_RESTORED = -1;

    public static final long TAKEN_UNKNOWN = 0;

    public BatchCommittable {
        if (eventTimeMax.isBefore(eventTimeMin)) {
            throw new IllegalArgumentException("eventTimeMax: %s is before %s".formatted(eventTimeMax, eventTimeMin));
        }
    }

    /** Creates the committable of a batch that the writer receives now. */
    public static BatchCommittable of(MicroBatch batch, long restoredFrom, BatchContent content) {
        return new BatchCommittable(
                batch.id(),
                restoredFrom,
                batch.eventTimeMin(),
                batch.eventTimeMax(),
                content,
                System.currentTimeMillis());
    }

    /** Returns the number of rows. */
    public int rows() {
        return id.rows();
    }

    /** Reads the content and returns it as a micro-batch. */
    public MicroBatch microBatch() throws IOException {
        return new MicroBatch(id, eventTimeMin, eventTimeMax, content.read());
    }
}
