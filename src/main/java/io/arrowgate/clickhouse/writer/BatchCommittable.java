package io.arrowgate.clickhouse.writer;

import io.arrowgate.batch.arrow.BatchId;
import io.arrowgate.batch.arrow.MicroBatch;
import java.io.IOException;
import java.time.Instant;

/**
 * The committable: a micro-batch that becomes rows in ClickHouse once its checkpoint is complete. Immutable by
 * agreement.
 *
 * @param id what it holds
 * @param restoredFrom the checkpoint that the writer which collected it was restored from, {@link #NOT_RESTORED} for
 *     none. A committer restored from another one knows by it that an earlier committer may have sent the batch already
 * @param eventTimeMin earliest event time, inclusive, of microseconds at most
 * @param eventTimeMax latest event time, inclusive, of microseconds at most
 * @param content one complete Arrow IPC stream or file
 * @param takenMillis when the sink took it, by the wall clock, in milliseconds since 1970-01-01T00:00:00Z;
 *     {@link #TAKEN_UNKNOWN} if a state of an earlier version does not say
 */
public record BatchCommittable(
        BatchId id,
        long restoredFrom,
        Instant eventTimeMin,
        Instant eventTimeMax,
        BatchContent content,
        long takenMillis) {
    /** In place of a checkpoint id, in a job that started without state. */
    public static final long NOT_RESTORED = -1;

    public static final long TAKEN_UNKNOWN = 0;

    public BatchCommittable {
        if (eventTimeMax.isBefore(eventTimeMin)) {
            throw new IllegalArgumentException("eventTimeMax: %s is before %s".formatted(eventTimeMax, eventTimeMin));
        }
    }

    public static BatchCommittable of(MicroBatch batch, long restoredFrom, BatchContent content) {
        return new BatchCommittable(
                batch.id(),
                restoredFrom,
                batch.eventTimeMin(),
                batch.eventTimeMax(),
                content,
                System.currentTimeMillis());
    }

    public int rows() {
        return id.rows();
    }

    public MicroBatch microBatch() throws IOException {
        return new MicroBatch(id, eventTimeMin, eventTimeMax, content.read());
    }
}
