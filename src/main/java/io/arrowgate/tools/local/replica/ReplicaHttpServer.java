package io.arrowgate.tools.local.replica;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the HTTP interface of one replica: adds the behaviour of a replicated server and forwards everything else to the
 * engine.
 */
final class ReplicaHttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaHttpServer.class);
    private static final int THREADS = 64;
    private static final int BACKLOG = 128;

    static {
        // Otherwise each small response waits for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final ReplicaRequestHandler role;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, ReplicaHttpServer::thread);
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** @param port of the interface; 0 for any free one */
    ReplicaHttpServer(int port, ReplicaRequestHandler role) throws IOException {
        this.role = role;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            answer(ClientRequest.read(exchange)).sendTo(exchange);
        } catch (IOException e) {
            LOG.debug("a connection was closed by the client", e);
            // Rethrown, it makes the server close the connection without completing the response.
            throw e;
        } catch (InterruptedException e) {
            throw new IOException("the front is closed", e);
        } catch (RuntimeException e) {
            LOG.error("a request failed", e);
            throw e;
        }
        exchange.close();
    }

    private HttpReply answer(ClientRequest request) throws IOException, InterruptedException {
        String id = request.queryId().orElse(null);
        if (id != null && !running.add(id)) {
            return HttpReply.error(
                    216,
                    "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING",
                    "Query with id = %s is already running.".formatted(id));
        }
        try {
            return role.answer(request);
        } catch (EngineClient.RejectedException e) {
            return HttpReply.error(1002, "UNKNOWN_EXCEPTION", "the model's own statement failed: " + e.getMessage());
        } finally {
            if (id != null) {
                running.remove(id);
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "replica front");
        thread.setDaemon(true);
        return thread;
    }

    /** Closes every connection. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
