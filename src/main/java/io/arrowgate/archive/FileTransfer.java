package io.arrowgate.archive;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.arrowgate.clickhouse.client.ClickHouseClientFactory;
import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.io.input.ProxyInputStream;

/** Streams files from and to ClickHouse. Not thread-safe. */
final class FileTransfer implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Client client;

    /** @param timeout limit of the time without data from the server */
    FileTransfer(ClickHouseSettings settings, Duration timeout) {
        client = ClickHouseClientFactory.client(settings, "arrowgate archive")
                .setSocketTimeout(timeout.toMillis())
                .build();
    }

    /**
     * Writes a query's result to a file, and syncs it to disk.
     *
     * @param held true if the server buffers the result until it is complete; otherwise a truncated result may look complete, so
     *     that the caller has to verify the file
     */
    void download(String sql, ClickHouseFormat format, boolean held, Path file, LongConsumer bytesSoFar)
            throws Exception {
        QuerySettings settings = new QuerySettings().setFormat(format).waitEndOfQuery(held);
        try (QueryResponse response = ClickHouseClientFactory.query(client, sql, settings);
                InputStream in = response.getInputStream();
                FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long bytes = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                bytes += read;
                bytesSoFar.accept(bytes);
            }
            channel.force(true);
        }
    }

    /**
     * Inserts a file's rows.
     *
     * @param table quoted, with its database
     * @param columns quoted
     */
    void upload(Path file, ClickHouseFormat format, String table, List<String> columns, LongConsumer bytesSoFar)
            throws Exception {
        InsertSettings settings = new InsertSettings()
                .serverSetting("async_insert", "0")
                .serverSetting("input_format_null_as_default", "0");
        try (InputStream in = new CountingStream(Files.newInputStream(file), bytesSoFar);
                InsertResponse done =
                        client.insert(table, columns, in, format, settings).get()) {
            bytesSoFar.accept(Files.size(file));
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** Reports the bytes read from a stream. */
    private static final class CountingStream extends ProxyInputStream {
        private final LongConsumer listener;
        private long bytes;

        CountingStream(InputStream in, LongConsumer listener) {
            super(in);
            this.listener = listener;
        }

        @Override
        protected void afterRead(int read) throws IOException {
            bytes += Math.max(0, read);
            listener.accept(bytes);
        }
    }
}
