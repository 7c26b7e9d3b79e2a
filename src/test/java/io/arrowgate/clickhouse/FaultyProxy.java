package io.arrowgate.clickhouse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between client and server, and does to connections what networks and crashes do. */
public final class FaultyProxy implements AutoCloseable {
    public enum Mode {
        /** Hands everything through. */
        PASS,
        /** Hands requests through, and closes the connection when an insert is answered. */
        LOSE_INSERT_ANSWERS,
        /** Hands requests through, and keeps the answers of inserts to itself. */
        HOLD_INSERT_ANSWERS,
        /** Reads requests and does nothing with them. */
        HANG,
        /** Closes every new connection at once. */
        REFUSE
    }

    private final URI server;
    private final ServerSocket listening;
    private final ExecutorService pumps = Executors.newCachedThreadPool();
    private final AtomicInteger lostAnswers = new AtomicInteger();
    private final CountDownLatch refused;
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile Mode mode;

    public FaultyProxy(String serverUrl, Mode mode) throws IOException {
        this(serverUrl, mode, 1);
    }

    /** A proxy whose {@link #refused} opens after so many refused connections. */
    FaultyProxy(String serverUrl, Mode mode, int refusals) throws IOException {
        server = URI.create(serverUrl);
        this.mode = mode;
        refused = new CountDownLatch(refusals);
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        pumps.execute(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    public void become(Mode newMode) {
        mode = newMode;
    }

    public int lostAnswers() {
        return lostAnswers.get();
    }

    CountDownLatch refused() {
        return refused;
    }

    /** Opens when a request hangs. */
    public CountDownLatch hanging() {
        return hanging;
    }

    /** Opens when the client closes a connection that hangs. */
    CountDownLatch hungUp() {
        return hungUp;
    }

    /** Opens when an insert is done and its answer held. */
    public CountDownLatch held() {
        return held;
    }

    @SuppressWarnings("resource") // Both pumps of a connection close it.
    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (mode == Mode.REFUSE) {
                    client.close();
                    refused.countDown();
                    continue;
                }
                Connection connection = new Connection(client, new Socket(server.getHost(), server.getPort()));
                pumps.execute(connection::requests);
                pumps.execute(connection::answers);
            }
        } catch (IOException closed) {
            pumps.shutdown();
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket upstream;
        private volatile boolean inserting;

        Connection(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void requests() {
            try (client;
                    upstream) {
                pump(client.getInputStream(), upstream.getOutputStream(), chunk -> {
                    if (chunk.startsWith("POST")) {
                        inserting = chunk.contains("INSERT");
                    }
                    if (mode == Mode.HANG) {
                        hanging.countDown();
                    }
                    return mode != Mode.HANG;
                });
            } catch (IOException ended) {
                // One side is gone, and so is the other.
            }
            hungUp.countDown();
        }

        void answers() {
            try (client;
                    upstream) {
                pump(upstream.getInputStream(), client.getOutputStream(), chunk -> {
                    if (inserting && mode == Mode.LOSE_INSERT_ANSWERS) {
                        lostAnswers.incrementAndGet();
                        throw new IOException("the answer is lost");
                    }
                    if (inserting && mode == Mode.HOLD_INSERT_ANSWERS) {
                        held.countDown();
                        return false;
                    }
                    return true;
                });
            } catch (IOException ended) {
                // One side is gone, and so is the other.
            }
        }
    }

    private interface Gate {
        boolean lets(String chunk) throws IOException;
    }

    private static void pump(InputStream in, OutputStream out, Gate gate) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            if (gate.lets(new String(buffer, 0, length, ISO_8859_1))) {
                out.write(buffer, 0, length);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        pumps.shutdownNow();
    }
}
