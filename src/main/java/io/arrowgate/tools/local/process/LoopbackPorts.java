package io.arrowgate.tools.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds free ports of the loopback interface and reports ports that are in use. */
public final class LoopbackPorts {
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
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new LocalStackException(
                    "port " + port + " is taken: choose another one with " + option
                            + ", or free ones for all servers with --free-ports",
                    e);
        }
    }

    /** Returns a port that is currently free. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
