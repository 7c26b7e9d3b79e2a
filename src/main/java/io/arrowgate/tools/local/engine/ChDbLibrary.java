package io.arrowgate.tools.local.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.nio.file.Path;

/**
 * Binds the functions of libchdb, the ClickHouse engine as a shared library, that the local stack uses. Names are those of
 * chdb.h.
 *
 * <p>Lengths are {@code size_t}, in bytes. A result and a stream are destroyed by the caller, failed ones too. A connection
 * runs one statement at a time; several connections run in parallel.
 */
@SuppressWarnings("MemberName") // the names are the C library's
interface ChDbLibrary extends Library {
    static ChDbLibrary load(Path file) {
        ChDbLibrary library = Native.load(file.toString(), ChDbLibrary.class);
        // The JVM's own handlers must stay: it uses SIGSEGV for null checks.
        library.chdb_set_signal_handlers_enabled(0);
        return library;
    }

    void chdb_set_signal_handlers_enabled(int enabled);

    /** Returns a pointer to the connection handle, or null if the storage path cannot be opened. */
    Pointer chdb_connect(int argc, StringArray argv);

    void chdb_close_conn(Pointer connection);

    int chdb_shutdown();

    Pointer chdb_query_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer names,
            Pointer nameLengths,
            Pointer values,
            Pointer valueLengths,
            long count);

    Pointer chdb_stream_query_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer names,
            Pointer nameLengths,
            Pointer values,
            Pointer valueLengths,
            long count);

    /** Returns the next chunk of a result; an empty one marks the end. */
    Pointer chdb_stream_fetch_result(Pointer connection, Pointer result);

    void chdb_stream_cancel_query(Pointer connection, Pointer result);

    void chdb_destroy_query_result(Pointer result);

    Pointer chdb_result_error(Pointer result);

    Pointer chdb_result_buffer(Pointer result);

    long chdb_result_length(Pointer result);

    long chdb_result_rows_read(Pointer result);

    long chdb_result_storage_rows_read(Pointer result);

    long chdb_result_storage_bytes_read(Pointer result);

    long chdb_result_rows_written(Pointer result);

    long chdb_result_bytes_written(Pointer result);

    Pointer chdb_stream_insert_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer names,
            Pointer nameLengths,
            Pointer values,
            Pointer valueLengths,
            long count);

    /** Passes input bytes, which are copied; blocks while the engine is busy. Returns 0 on success. */
    int chdb_stream_append(Pointer stream, Pointer data, long length);

    /** Ends the input and commits; returns a result with the rows written, or the error. */
    Pointer chdb_stream_done(Pointer stream);

    Pointer chdb_stream_insert_error(Pointer stream);

    /** Frees the stream; cancels it first if it is incomplete. */
    void chdb_destroy_insert_stream(Pointer stream);
}
