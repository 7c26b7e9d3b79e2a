package io.arrowgate.tools.local.engine;

import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import io.arrowgate.tools.local.process.LocalStackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Represents a connection to the engine, with its current database, settings and temporary tables. Not thread-safe. */
public final class ChDbConnection implements AutoCloseable {
    /** The engine's error for streaming the result of a statement that is not a SELECT. */
    private static final String NOT_STREAMABLE = "Streaming query is not supported";

    private final ChDbLibrary library;
    private final Pointer holder;
    private final Pointer handle;

    /** Represents the common arguments of the functions that start a statement. */
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
     * @param arguments the engine's command line; those of the first connection apply to the process
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

    /** Runs a statement with a short result and returns it as tab-separated text. */
    public String execute(String sql) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            queryWhole(sql.getBytes(StandardCharsets.UTF_8), "TabSeparated", Map.of(), answer);
        } catch (IOException e) {
            throw new IllegalStateException("a byte array cannot be written", e);
        }
        return answer.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /**
     * Runs a reading statement and writes its result; a SELECT's result is streamed.
     *
     * @param format of the result, unless the statement has a FORMAT clause
     * @throws IOException if the result cannot be written; the statement is then cancelled
     * @throws ClickHouseException if the statement fails, possibly after a part of the result
     */
    public QueryStats query(byte[] sql, String format, Map<String, String> parameters, OutputStream answer)
            throws IOException {
        long started = System.nanoTime();
        ChunkedFormat chunked = ChunkedFormat.of(format);
        if (chunked == ChunkedFormat.WHOLE) {
            return queryWhole(sql, format, parameters, answer);
        }
        try (ChDbResult stream = result(library::chdb_stream_query_with_params_n, sql, format, parameters)) {
            String error = stream.error();
            if (error == null) {
                return copyChunks(stream, chunked, answer, started);
            }
            if (!error.contains(NOT_STREAMABLE)) {
                throw new ClickHouseException(error);
            }
        }
        return queryWhole(sql, format, parameters, answer);
    }

    /**
     * Runs a statement and writes its result after the end of the statement.
     *
     * @param format of the result, unless the statement has a FORMAT clause
     * @throws IOException if the result cannot be written
     * @throws ClickHouseException if the statement fails
     */
    public QueryStats queryWhole(byte[] sql, String format, Map<String, String> parameters, OutputStream answer)
            throws IOException {
        long started = System.nanoTime();
        try (ChDbResult result = result(library::chdb_query_with_params_n, sql, format, parameters)) {
            return result.copyTo(answer, started);
        }
    }

    private ChDbResult result(Call function, byte[] sql, String format, Map<String, String> parameters) {
        return new ChDbResult(library, call(function, sql, format, parameters));
    }

    private Pointer call(Call function, byte[] sql, String format, Map<String, String> parameters) {
        byte[] formatBytes = format.getBytes(StandardCharsets.UTF_8);
        QueryParameters arguments = new QueryParameters(parameters);
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

    private QueryStats copyChunks(ChDbResult stream, ChunkedFormat format, OutputStream answer, long started)
            throws IOException {
        QueryStats sum = QueryStats.NONE;
        boolean finished = false;
        boolean isFirst = true;
        try {
            while (!finished) {
                try (ChDbResult chunk =
                        new ChDbResult(library, library.chdb_stream_fetch_result(handle, stream.pointer()))) {
                    long begin = isFirst ? 0 : chunk.headerBytes(format);
                    isFirst = false;
                    QueryStats stats = chunk.copyTo(answer, begin, started);
                    sum = sum.plusChunk(stats);
                    finished = stats.resultBytes() == 0;
                }
            }
            return sum;
        } finally {
            if (!finished) {
                library.chdb_stream_cancel_query(handle, stream.pointer());
            }
        }
    }

    /**
     * Runs an INSERT whose rows come as a stream of bytes.
     *
     * @param sql the statement without its FORMAT clause
     * @throws IOException if the data cannot be read; only complete blocks are inserted
     * @throws ClickHouseException if the engine rejects the statement or the data
     */
    public QueryStats insert(byte[] sql, String format, Map<String, String> parameters, InputStream data)
            throws IOException {
        long started = System.nanoTime();
        Pointer stream = call(library::chdb_stream_insert_with_params_n, sql, format, parameters);
        try (ChDbInsert insert = new ChDbInsert(library, stream)) {
            return insert.run(data, started);
        }
    }

    @Override
    public void close() {
        library.chdb_close_conn(holder);
    }
}
