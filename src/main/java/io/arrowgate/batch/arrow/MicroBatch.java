package io.arrowgate.batch.arrow;

import java.time.Instant;

/**
 * Describes an encoded batch. Immutable by convention: all downstream operators share the bytes, and none modifies them.
 *
 * @param id identity of the content
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
