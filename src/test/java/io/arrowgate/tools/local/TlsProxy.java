package io.arrowgate.tools.local;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds TLS to a server of this machine: accepts TLS connections and forwards their bytes both ways. */
public final class TlsProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsProxy.class);

    private final URI server;
    private final SSLServerSocket listening;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * Starts it.
     *
     * @param serverUrl target of the requests
     * @param port 0 for any free one
     * @param shown the certificate that clients see
     * @param asksForCertificate whether clients need a certificate
     */
    public TlsProxy(String serverUrl, int port, TestCertificates certificates, String shown, boolean asksForCertificate)
            throws IOException, GeneralSecurityException {
        server = URI.create(serverUrl);
        listening = (SSLServerSocket) certificates
                .serverContext(shown)
                .getServerSocketFactory()
                .createServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.port = listening.getLocalPort();
        listening.setNeedClientAuth(asksForCertificate);
        threads.execute(this::accept);
    }

    public String url() {
        return "https://localhost:" + port();
    }

    public int port() {
        return port;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                threads.execute(() -> carry(client));
            } catch (IOException e) {
                LOG.debug("no more connections", e);
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                Socket upstream = new Socket(server.getHost(), server.getPort())) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            open.add(upstream);
            threads.execute(() -> copy(upstream, client));
            client.getInputStream().transferTo(upstream.getOutputStream());
        } catch (IOException e) {
            LOG.debug("a connection broke off", e);
        }
    }

    private static void copy(Socket upstream, Socket client) {
        try (client;
                upstream) {
            upstream.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            LOG.debug("a connection broke off", e);
        }
    }

    /** Returns once no thread holds the listening socket, so that the port can be bound again. */
    @Override
    public void close() {
        try {
            listening.close();
            for (Closeable socket : open) {
                socket.close();
            }
            threads.shutdown();
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a connection is still open");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
