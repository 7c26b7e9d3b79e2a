package io.arrowgate.tools.load.record;

import java.io.IOException;

/** Iterates over raw records. Not thread-safe. */
public interface RecordSource extends AutoCloseable {
    /** Returns the next record, whose arrays belong to the caller; null at the end. */
    KeyedRecord next() throws IOException;

    @Override
    default void close() throws IOException {}
}
