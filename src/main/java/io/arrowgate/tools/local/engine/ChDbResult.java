package io.arrowgate.tools.local.engine;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Represents a result of the engine: an error, or bytes and statistics. Closing it frees its memory. */
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

    /** Writes all bytes of the result and returns its statistics. */
    QueryStats copyTo(OutputStream answer, long startedNanos) throws IOException {
        return copyTo(answer, 0, startedNanos);
    }

    /** Returns the number of bytes before the rows of a chunk in this format. */
    long headerBytes(ChunkedFormat format) {
        return library.chdb_result_length(pointer) == 0 ? 0 : format.headerBytes(library.chdb_result_buffer(pointer));
    }

    /**
     * Writes the bytes of the result from {@code begin} and returns its statistics.
     *
     * @param startedNanos System.nanoTime() at the start of the statement
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
