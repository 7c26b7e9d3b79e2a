package io.arrowgate.clickhouse.client;

import io.arrowgate.config.ClickHouseSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * Finds out why a server rejects a TLS connection: performs the handshake, sends nothing and reads.
 *
 * <p>In TLS 1.3 the client completes the handshake, and sends its request, before the server has verified its certificate. If the server
 * then closes the connection, the client reports a broken pipe and not the alert that preceded it.
 */
final class TlsProbe {
    private static final int READ_TIMEOUT_MILLIS = 2_000;
    private static final int HTTPS_PORT = 8443;

    private TlsProbe() {}

    /** Returns the TLS error of a connection; empty if the server accepts the client or cannot be reached. */
    static Optional<SSLException> rejection(ClickHouseSettings settings) {
        URI server = URI.create(settings.url());
        int port = server.getPort() < 0 ? HTTPS_PORT : server.getPort();
        try (Socket plain = new Socket()) {
            plain.connect(
                    new InetSocketAddress(server.getHost(), port),
                    Math.toIntExact(settings.connectTimeout().toMillis()));
            plain.setSoTimeout(READ_TIMEOUT_MILLIS);
            handshakeAndRead(settings, plain, server.getHost(), port);
            return Optional.empty();
        } catch (SSLException e) {
            return Optional.of(e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void handshakeAndRead(ClickHouseSettings settings, Socket plain, String host, int port)
            throws IOException {
        try (SSLSocket socket = (SSLSocket)
                ClickHouseClientFactory.sslContext(settings).getSocketFactory().createSocket(plain, host, port, true)) {
            socket.startHandshake();
            socket.getInputStream().read();
        }
    }
}
