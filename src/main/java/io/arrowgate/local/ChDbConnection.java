package io.arrowgate.local;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One connection to the engine, with its current database, settings and temporary tables; for one thread at a time. */
final class ChDbConnection implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;
    /** How the engine refuses to stream the answer of a statement that is not a SELECT. */
    private static final String NOT_STREAMABLE = "Streaming query is not supported";

    private final ChDbLibrary library;
    private final Pointer holder;
    private final Pointer handle;

    /** The functions that begin a statement have these arguments in common. */
    private interface Call {
        Pointer call(
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
    }

    /**
     * Opens a connection.
     *
     * @param arguments the engine's command line; the first connection's decide for the process
     */
    ChDbConnection(ChDbLibrary library, List<String> arguments) {
        this.library = library;
        StringArray argv = new StringArray(arguments.toArray(String[]::new), StandardCharsets.UTF_8.name());
        this.holder = library.chdb_connect(arguments.size(), argv);
        if (holder == null) {
            throw new LocalStackException(
                    "the ClickHouse engine cannot open its data directory; another process may use it: " + arguments);
        }
        this.handle = holder.getPointer(0);
    }

    /** Runs a statement whose answer is short, and returns the answer as tab-separated text. */
    String execute(String sql) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            query(sql.getBytes(StandardCharsets.UTF_8), "TabSeparated", Map.of(), answer);
        } catch (IOException e) {
            throw new IllegalStateException("a byte array cannot be written", e);
        }
        return answer.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /**
     * Runs a statement and writes its answer, a SELECT's as it comes.
     *
     * @param format the answer's format, unless the statement names one itself
     * @throws IOException if the answer cannot be written; the statement is cancelled then
     * @throws ClickHouseException if the statement fails, possibly after a part of the answer
     */
    QueryStats query(byte[] sql, String format, Map<String, String> parameters, OutputStream answer)
            throws IOException {
        long started = System.nanoTime();
        Pointer result = call(library::chdb_stream_query_with_params_n, sql, format, parameters);
        try {
            String error = error(library.chdb_result_error(result));
            if (error == null) {
                return copyChunks(result, answer, started);
            }
            if (!error.contains(NOT_STREAMABLE)) {
                throw new ClickHouseException(error);
            }
        } finally {
            library.chdb_destroy_query_result(result);
        }
        result = call(library::chdb_query_with_params_n, sql, format, parameters);
        return takeResult(result, answer, started);
    }

    private Pointer call(Call function, byte[] sql, String format, Map<String, String> parameters) {
        byte[] formatBytes = format.getBytes(StandardCharsets.UTF_8);
        QueryArguments arguments = new QueryArguments(parameters);
        try {
            return function.call(
                    handle,
                    sql,
                    sql.length,
                    formatBytes,
                    formatBytes.length,
                    arguments.names(),
                    arguments.nameLengths(),
                    arguments.values(),
                    arguments.valueLengths(),
                    arguments.count());
        } finally {
            Reference.reachabilityFence(arguments);
        }
    }

    private QueryStats copyChunks(Pointer result, OutputStream answer, long started) throws IOException {
        QueryStats sum = QueryStats.NONE;
        boolean finished = false;
        try {
            long length;
            do {
                QueryStats chunk = takeResult(library.chdb_stream_fetch_result(handle, result), answer, started);
                length = chunk.resultBytes();
                sum = new QueryStats(
                        Math.max(sum.readRows(), chunk.readRows()),
                        Math.max(sum.readBytes(), chunk.readBytes()),
                        0,
                        0,
                        sum.resultRows() + chunk.resultRows(),
                        sum.resultBytes() + length,
                        chunk.elapsedNanos());
            } while (length > 0);
            finished = true;
            return sum;
        } finally {
            if (!finished) {
                library.chdb_stream_cancel_query(handle, result);
            }
        }
    }

    /** Writes a result's bytes, destroys it, and returns its figures. */
    private QueryStats takeResult(Pointer result, OutputStream answer, long started) throws IOException {
        try {
            String error = error(library.chdb_result_error(result));
            if (error != null) {
                throw new ClickHouseException(error);
            }
            long length = library.chdb_result_length(result);
            Pointer buffer = library.chdb_result_buffer(result);
            byte[] chunk = new byte[(int) Math.min(length, CHUNK_BYTES)];
            for (long offset = 0; offset < length; offset += chunk.length) {
                int size = (int) Math.min(chunk.length, length - offset);
                buffer.read(offset, chunk, 0, size);
                answer.write(chunk, 0, size);
            }
            return new QueryStats(
                    library.chdb_result_storage_rows_read(result),
                    library.chdb_result_storage_bytes_read(result),
                    library.chdb_result_rows_written(result),
                    library.chdb_result_bytes_written(result),
                    library.chdb_result_rows_read(result),
                    length,
                    System.nanoTime() - started);
        } finally {
            library.chdb_destroy_query_result(result);
        }
    }

    /**
     * Runs an INSERT whose rows come as a stream of bytes, of which one megabyte at a time is in memory here.
     *
     * @param sql the statement without its FORMAT clause
     * @throws IOException if the data cannot be read; nothing of it that is not a whole block stays
     * @throws ClickHouseException if the engine refuses statement or data
     */
    QueryStats insert(byte[] sql, String format, Map<String, String> parameters, InputStream data) throws IOException {
        long started = System.nanoTime();
        Pointer stream = call(library::chdb_stream_insert_with_params_n, sql, format, parameters);
        try {
            throwInsertError(stream);
            append(stream, data);
            return takeResult(library.chdb_stream_done(stream), OutputStream.nullOutputStream(), started);
        } finally {
            library.chdb_destroy_insert_stream(stream);
        }
    }

    private void append(Pointer stream, InputStream data) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (Memory memory = new Memory(CHUNK_BYTES)) {
            for (int size = data.readNBytes(chunk, 0, CHUNK_BYTES);
                    size > 0;
                    size = data.readNBytes(chunk, 0, CHUNK_BYTES)) {
                memory.write(0, chunk, 0, size);
                if (library.chdb_stream_append(stream, memory, size) != 0) {
                    throwInsertError(stream);
                    return;
                }
            }
        } catch (IOException e) {
            library.chdb_stream_cancel_insert(stream);
            throw e;
        }
    }

    private void throwInsertError(Pointer stream) {
        String error = error(library.chdb_stream_insert_error(stream));
        if (error != null) {
            throw new ClickHouseException(error);
        }
    }

    private static String error(Pointer text) {
        return text == null ? null : text.getString(0, StandardCharsets.UTF_8.name());
    }

    @Override
    public void close() {
        library.chdb_close_conn(holder);
    }
}
