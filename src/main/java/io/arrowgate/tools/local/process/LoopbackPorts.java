package io.arrowgate.tools.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds free ports of the loopback interface and reports ports that are in use.
 *
 * <p>A free port is below the ephemeral ports of Linux (from 32768), macOS and Windows (from 49152, RFC 6335). Otherwise any outgoing
 * connection could take it before the server that it is for listens.
 */
public final class LoopbackPorts {
    private static final int FIRST_FREE = 20_000;
    private static final int FREE_END = 32_768;
    private static final int TRIES = 1000;

    private LoopbackPorts() {}

    /**
     * Returns {@code port}, or any free one if it is 0.
     *
     * @param option the command line option that sets this port, for the error message
     * @throws LocalStackException if something listens on the port already
     */
    public static int claim(int port, String option) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be within 0 and 65535, but is " + port);
        }
        if (port == 0) {
            return free();
        }
        try {
            bind(port);
            return port;
        } catch (IOException e) {
            throw new LocalStackException(
                    "port " + port + " is taken: choose another one with " + option
                            + ", or free ones for all servers with --free-ports",
                    e);
        }
    }

    /**
     * Returns a port that is currently free.
     *
     * @throws LocalStackException if none is found
     */
    public static int free() {
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_FREE, FREE_END);
            try {
                bind(port);
                return port;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new LocalStackException("no port from " + FIRST_FREE + " to " + (FREE_END - 1) + " is free", last);
    }

    private static void bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
