package io.arrowgate.clickhouse.writer;

import java.io.IOException;

/** Locates the bytes of a pending batch, one complete Arrow IPC stream or file: in memory or in a spill file. */
public sealed interface BatchContent permits InlineContent, SpilledContent {
    /** Returns the number of bytes. */
    int length();

    /**
     * Returns the bytes, which the caller must not modify.
     *
     * @throws java.io.FileNotFoundException if the spill file was deleted, as it is once the rows are in the table
     */
    byte[] read() throws IOException;

    /** Deletes the spill file, if there is one and it still exists. */
    void delete() throws IOException;
}
