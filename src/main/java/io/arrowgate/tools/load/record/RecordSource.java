package io.arrowgate.tools.load.record;

import java.io.IOException;

/** Keys and values of raw records, one after the other. Not thread-safe. */
public interface RecordSource extends AutoCloseable {
    /** Moves on to the next record; false at the end. */
    boolean next() throws IOException;

    /** The current record's key, in an array of its own; null if the record names no series. */
    byte[] key();

    /** The current record's value, in an array of its own. */
    byte[] value();

    @Override
    default void close() throws IOException {}
}
