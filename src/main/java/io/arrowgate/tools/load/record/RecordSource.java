package io.arrowgate.tools.load.record;

import java.io.IOException;

/** Iterates over the keys and values of raw records. Not thread-safe. */
public interface RecordSource extends AutoCloseable {
    /** Advances to the next record; returns false at the end. */
    boolean next() throws IOException;

    /** Returns a copy of the current record's key, or null if the record has no series key. */
    byte[] key();

    /** Returns a copy of the current record's value. */
    byte[] value();

    @Override
    default void close() throws IOException {}
}
