package io.arrowgate.alert.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Holds the serialized state of one series, as it is in Flink's state. Immutable, so that state on the heap can be written by an
 * asynchronous checkpoint while the operator goes on with the decoded state.
 *
 * @param bytes as written by {@link SeriesState#write}; must not be modified
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record EncodedSeriesState(byte[] bytes) {
    /** Estimate for this object and the header of its array, in bytes. */
    private static final int OBJECT_BYTES = 32;

    /**
     * Encodes a state.
     *
     * @param scratch is cleared first
     */
    public static EncodedSeriesState of(SeriesState state, DataOutputSerializer scratch) {
        scratch.clear();
        try {
            state.write(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // It is memory.
        }
        return new EncodedSeriesState(scratch.getCopyOfBuffer());
    }

    /**
     * Decodes the whole state.
     *
     * @param key of the series
     */
    public SeriesState decode(String key) {
        try {
            return SeriesState.read(key, new DataInputDeserializer(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("the state of series '" + key + "' is damaged", e);
        }
    }

    /** Decodes only the header. */
    public SeriesHeader header() {
        try {
            return SeriesHeader.read(new DataInputDeserializer(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("the state of a series is damaged", e);
        }
    }

    /** Returns an estimate of the memory that this state takes, in bytes. */
    public int memoryBytes() {
        return OBJECT_BYTES + bytes.length;
    }
}
