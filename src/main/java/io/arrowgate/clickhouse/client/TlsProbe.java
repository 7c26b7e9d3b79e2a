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
 * Shakes hands with a server and listens. In TLS 1.3 a client is done before the server has judged its certificate, and sends its request:
 * if the server closes the connection meanwhile, the sender sees a broken pipe, and not the reason that came before it.
 */
final class TlsProbe {
    private static final int LISTEN_MILLIS = 2_000;
    private static final int HTTPS_PORT = 8443;

    private TlsProbe() {}

    /** What the server has against this client; empty if nothing, or if it cannot be reached. */
    static Optional<SSLException> refusal(ClickHouseSettings settings) {
        URI server = URI.create(settings.url());
        int port = server.getPort() < 0 ? HTTPS_PORT : server.getPort();
        try (Socket plain = new Socket()) {
            plain.connect(
                    new InetSocketAddress(server.getHost(), port),
                    Math.toIntExact(settings.connectTimeout().toMillis()));
            plain.setSoTimeout(LISTEN_MILLIS);
            listen(settings, plain, server.getHost(), port);
            return Optional.empty();
        } catch (SSLException e) {
            return Optional.of(e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void listen(ClickHouseSettings settings, Socket plain, String host, int port) throws IOException {
        try (SSLSocket socket = (SSLSocket)
                ClickHouseClientFactory.sslContext(settings).getSocketFactory().createSocket(plain, host, port, true)) {
            socket.startHandshake();
            socket.getInputStream().read();
        }
    }
}
