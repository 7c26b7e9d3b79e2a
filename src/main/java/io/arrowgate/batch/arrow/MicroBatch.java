package io.arrowgate.batch.arrow;

import java.time.Instant;

/**
 * The rows between two closes of a batch, encoded once. Immutable by agreement: the bytes are shared by everything downstream and
 * written by nobody.
 *
 * @param id what it holds
 * @param eventTimeMin earliest event time, inclusive
 * @param eventTimeMax latest event time, inclusive
 * @param bytes one complete Arrow IPC stream or file: schema, dictionaries, one record batch, end
 */
@SuppressWarnings("ArrayRecordComponent") // Batches are compared by id, never by their bytes.
public record MicroBatch(BatchId id, Instant eventTimeMin, Instant eventTimeMax, byte[] bytes) {
    public MicroBatch {
        if (eventTimeMax.isBefore(eventTimeMin)) {
            throw new IllegalArgumentException("eventTimeMax: %s is before %s".formatted(eventTimeMax, eventTimeMin));
        }
    }

    public int rows() {
        return id.rows();
    }
}
