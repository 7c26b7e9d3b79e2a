package io.arrowgate.tools.local.engine;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A result that the engine returned: an error, or bytes and figures; closing it frees it. */
final class ChDbResult implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final ChDbLibrary library;
    private final Pointer pointer;

    ChDbResult(ChDbLibrary library, Pointer pointer) {
        this.library = library;
        this.pointer = pointer;
    }

    Pointer pointer() {
        return pointer;
    }

    /** Returns the error's text, or null if there is none. */
    String error() {
        return text(library.chdb_result_error(pointer));
    }

    static String text(Pointer text) {
        return text == null ? null : text.getString(0, StandardCharsets.UTF_8.name());
    }

    /** Writes all of the result's bytes and returns its figures. */
    QueryStats copyTo(OutputStream answer, long startedNanos) throws IOException {
        return copyTo(answer, 0, startedNanos);
    }

    /** How many bytes of a chunk in this format stand before its rows. */
    long headerBytes(ChunkedFormat format) {
        return library.chdb_result_length(pointer) == 0 ? 0 : format.headerBytes(library.chdb_result_buffer(pointer));
    }

    /**
     * Writes the result's bytes from {@code begin} on and returns its figures.
     *
     * @param startedNanos when the statement began, as System.nanoTime() has it
     * @throws ClickHouseException if the result is an error
     */
    QueryStats copyTo(OutputStream answer, long begin, long startedNanos) throws IOException {
        String error = error();
        if (error != null) {
            throw new ClickHouseException(error);
        }
        long length = library.chdb_result_length(pointer);
        Pointer buffer = library.chdb_result_buffer(pointer);
        byte[] chunk = new byte[(int) Math.min(length, CHUNK_BYTES)];
        for (long offset = begin; offset < length; offset += chunk.length) {
            int size = (int) Math.min(chunk.length, length - offset);
            buffer.read(offset, chunk, 0, size);
            answer.write(chunk, 0, size);
        }
        return new QueryStats(
                library.chdb_result_storage_rows_read(pointer),
                library.chdb_result_storage_bytes_read(pointer),
                library.chdb_result_rows_written(pointer),
                library.chdb_result_bytes_written(pointer),
                library.chdb_result_rows_read(pointer),
                length,
                System.nanoTime() - startedNanos);
    }

    @Override
    public void close() {
        library.chdb_destroy_query_result(pointer);
    }
}
