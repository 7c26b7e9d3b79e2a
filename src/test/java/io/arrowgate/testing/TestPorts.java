package io.arrowgate.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Provides ports for servers that a test stops and starts again.
 *
 * <p>The system gives a free port of its own range to clients and servers of other tests as soon as the stopped server no longer
 * uses it. These ports are below that range, and each is given once.
 */
public final class TestPorts {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(COUNT));

    private TestPorts() {}

    /** Returns a free port of the loopback interface. */
    public static int next() {
        int port;
        do {
            port = FIRST + NEXT.getAndIncrement() % COUNT;
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
