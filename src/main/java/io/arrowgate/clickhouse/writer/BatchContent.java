package io.arrowgate.clickhouse.writer;

import java.io.IOException;

/** Where the bytes of a pending batch are: one complete Arrow IPC stream or file. */
public sealed interface BatchContent permits InlineContent, SpilledContent {
    /** Bytes. */
    int length();

    /**
     * The bytes, written by nobody.
     *
     * @throws java.io.FileNotFoundException if they were deleted, as they are once the rows are in the table
     */
    byte[] read() throws IOException;

    /** Deletes what only this batch needs; does nothing if that is gone already. */
    void delete() throws IOException;
}
