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

/** Streams files from and to ClickHouse. For one thread. */
final class FileTransfer implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Client client;

    /** @param patience how long the server may work without a word */
    FileTransfer(ClickHouseSettings settings, Duration patience) {
        client = ClickHouseClientFactory.client(settings, "arrowgate archive")
                .setSocketTimeout(patience.toMillis())
                .build();
    }

    /**
     * Writes an answer to a file, and to the disk.
     *
     * @param held whether the server keeps the answer until it is complete; otherwise one that broke off may look whole, and has to
     *     be read again
     */
    void download(String sql, ClickHouseFormat format, boolean held, Path file, LongConsumer bytesSoFar)
            throws Exception {
        QuerySettings settings = new QuerySettings().setFormat(format).waitEndOfQuery(held);
        try (QueryResponse answer = ClickHouseClientFactory.query(client, sql, settings);
                InputStream in = answer.getInputStream();
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

    /** Tells how much of a stream was read. */
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
