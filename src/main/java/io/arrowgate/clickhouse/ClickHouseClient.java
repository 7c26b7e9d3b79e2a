package io.arrowgate.clickhouse;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.arrowgate.config.ClickHouseSettings;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * Sends inserts and queries to ClickHouse, a bounded number of them at a time, for one thread. An interrupt ends every wait.
 *
 * <p>A blocking socket read ignores interrupts. So requests run on threads of their own, and when their owner stops waiting
 * for one, the connections are closed, which ends the read. That fails the other requests that are under way, too: their
 * batches are then suspect. Nothing is retried here.
 */
final class ClickHouseClient implements AutoCloseable {
    /** The server's own time limit comes first, then the socket's, then ours: the earlier, the better the message. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** Below the server's own keep-alive time, so that it does not close a connection that is about to be used. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);

    private final ClickHouseSettings settings;
    private final int maxInflight;
    private final ExecutorService senders;
    private Client client;

    /** @param maxInflight requests at a time, each on a connection; further ones wait for their turn */
    ClickHouseClient(ClickHouseSettings settings, int maxInflight) {
        this.settings = settings;
        this.maxInflight = maxInflight;
        senders = Executors.newFixedThreadPool(maxInflight, ClickHouseClient::senderThread);
    }

    /**
     * Begins to insert an IPC stream or file as one block; {@link #await} tells how it went.
     *
     * @param table quoted, with its database
     * @param columns quoted; what the bytes have beside them is left out
     * @param token by which the server knows a repeat of this insert
     * @param queryId by which the server knows that this insert is still running
     */
    Future<Long> insert(String table, List<String> columns, ArrowBytes batch, String token, String queryId) {
        Client connected = connected();
        InsertSettings insert = InsertOptions.oneBlock(settings.requestTimeout())
                .setDeduplicationToken(token)
                .setQueryId(queryId);
        return senders.submit(() -> {
            ByteArrayInputStream bytes = new ByteArrayInputStream(batch.bytes());
            try (InsertResponse done = connected
                    .insert(table, columns, bytes, batch.format(), insert)
                    .get()) {
                return done.getWrittenRows();
            }
        });
    }

    /** The answer in the RowBinary format, complete. */
    @SuppressWarnings(
            "try") // The response declares any exception in close(); an interrupt of this thread is one we make.
    byte[] query(String sql) throws AttemptFailedException, InterruptedException {
        Client connected = connected();
        // Without waitEndOfQuery a failure half-way would look like a shorter answer.
        QuerySettings query = new QuerySettings()
                .setFormat(ClickHouseFormat.RowBinary)
                .waitEndOfQuery(true)
                .setMaxExecutionTime(InsertOptions.seconds(settings.requestTimeout()));
        return await(senders.submit(() -> {
            try (QueryResponse answer = connected.query(sql, query).get()) {
                return answer.getInputStream().readAllBytes();
            }
        }));
    }

    /** The answer to a request of this client. */
    <T> T await(Future<T> running) throws AttemptFailedException, InterruptedException {
        try {
            return running.get(settings.requestTimeout().plus(GRACE).plus(GRACE).toMillis(), MILLISECONDS);
        } catch (ExecutionException e) {
            throw AttemptFailedException.of(e.getCause());
        } catch (TimeoutException e) {
            disconnect();
            throw AttemptFailedException.of(
                    new TimeoutException("no answer within clickhouse.request-timeout, " + settings.requestTimeout()));
        } catch (InterruptedException e) {
            disconnect();
            throw e;
        }
    }

    private Client connected() {
        if (client == null) {
            // Nothing is compressed, as the bytes are zstd already, and nothing repeated: a repeat that nobody asked
            // for is
            // what this sink is there to prevent.
            client = ClickHouseAccess.client(settings, "arrowgate")
                    .setSocketTimeout(settings.requestTimeout().plus(GRACE).toMillis())
                    .setMaxConnections(maxInflight)
                    .setKeepAliveTimeout(KEEP_ALIVE.toSeconds(), ChronoUnit.SECONDS)
                    .build();
        }
        return client;
    }

    private void disconnect() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    @Override
    public void close() {
        disconnect();
        senders.shutdownNow();
    }

    private static Thread senderThread(Runnable requests) {
        Thread thread = new Thread(requests, "arrowgate-clickhouse-insert");
        thread.setDaemon(true);
        return thread;
    }
}
