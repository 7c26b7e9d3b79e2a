package io.arrowgate.tools.local;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.config.option.InvalidSettingException;
import io.arrowgate.config.option.ResolvedOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * Rejects addresses at which no server listens, within a second and with one message for all commands. Clients of Kafka and ClickHouse
 * would retry for a while first.
 */
public final class ServerProbe {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private ServerProbe() {}

    /** Checks that a Kafka broker listens. */
    public static void checkKafka(ResolvedOptions options) {
        check(
                options,
                ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                Arrays.stream(options.get(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS)
                                .split(","))
                        .map(server -> URI.create("kafka://" + server.strip()))
                        .toList());
    }

    /** Checks that a ClickHouse server listens. */
    public static void checkClickHouse(ResolvedOptions options) {
        check(
                options,
                ArrowgateOptions.CLICKHOUSE_URL,
                Arrays.stream(options.get(ArrowgateOptions.CLICKHOUSE_URL).split(","))
                        .map(url -> URI.create(url.strip()))
                        .toList());
    }

    private static void check(ResolvedOptions options, ArrowgateOption<String> option, List<URI> servers) {
        if (servers.stream().noneMatch(ServerProbe::mayListen)) {
            throw new InvalidSettingException(
                    option.key(),
                    "nothing listens on %s; start the local stack with './arrowgate up', or give the address of a running server with --%s"
                            .formatted(options.get(option), option.key().replace('.', '-')));
        }
    }

    /** Returns false if the connection is refused or the host is unknown; a slow server may still answer its client. */
    private static boolean mayListen(URI server) {
        if (server.getHost() == null) {
            return true; // The client describes what is wrong with the address.
        }
        int standard = "https".equals(server.getScheme()) ? HTTPS : HTTP;
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(server.getHost(), server.getPort() < 0 ? standard : server.getPort()),
                    TIMEOUT_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
