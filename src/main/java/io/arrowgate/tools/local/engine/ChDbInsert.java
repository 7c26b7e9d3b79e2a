package io.arrowgate.tools.local.engine;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Runs an INSERT that reads its rows from a stream of bytes. Closing it before the end inserts no further rows. */
final class ChDbInsert implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final ChDbLibrary library;
    private final Pointer pointer;

    ChDbInsert(ChDbLibrary library, Pointer pointer) {
        this.library = library;
        this.pointer = pointer;
    }

    /**
     * Reads all rows and commits them, with a buffer of one megabyte.
     *
     * @param startedNanos System.nanoTime() at the start of the statement
     * @throws ClickHouseException if the engine rejects the statement or the data
     */
    QueryStats run(InputStream data, long startedNanos) throws IOException {
        throwError();
        append(data);
        try (ChDbResult result = new ChDbResult(library, library.chdb_stream_done(pointer))) {
            return result.copyTo(OutputStream.nullOutputStream(), startedNanos);
        }
    }

    private void append(InputStream data) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (Memory memory = new Memory(CHUNK_BYTES)) {
            int size = data.readNBytes(chunk, 0, CHUNK_BYTES);
            while (size > 0) {
                memory.write(0, chunk, 0, size);
                if (library.chdb_stream_append(pointer, memory, size) != 0) {
                    throwError();
                    return;
                }
                size = data.readNBytes(chunk, 0, CHUNK_BYTES);
            }
        }
    }

    private void throwError() {
        String error = ChDbResult.text(library.chdb_stream_insert_error(pointer));
        if (error != null) {
            throw new ClickHouseException(error);
        }
    }

    /** Frees the stream; the engine cancels an incomplete one. */
    @Override
    public void close() {
        library.chdb_destroy_insert_stream(pointer);
    }
}
