package io.arrowgate.tools.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests clients that stop in the middle of a request on a server with two threads. */
@Timeout(60)
class RequestDeadlinesTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final RequestDeadlines deadlines = new RequestDeadlines(threads, LIMIT);
    private final List<Socket> sockets = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(deadlines);
        server.createContext("/", this::answerWithLength);
        server.start();
    }

    private void answerWithLength(HttpExchange exchange) throws IOException {
        deadlines.unlimited();
        try (exchange) {
            long length = new DeadlineInputStream(exchange.getRequestBody(), deadlines, LIMIT)
                    .transferTo(OutputStream.nullOutputStream());
            byte[] answer = ("got " + length).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop(0);
        threads.shutdownNow();
        deadlines.close();
    }

    private Socket send(String text) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort());
        socket.setSoTimeout(30_000);
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException e) {
            return "";
        }
    }

    private void expectService() throws IOException {
        assertThat(rest(send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab")))
                .contains("200", "got 2");
    }

    @Test
    void clientWithIncompleteHeadersIsDisconnected() throws IOException {
        List<Socket> half = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            half.add(send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "));
        }
        expectService();
        for (Socket socket : half) {
            assertThat(rest(socket)).isEmpty();
        }
    }

    @Test
    void clientWithIncompleteBodyIsDisconnected() throws IOException {
        for (String framing : List.of("Content-Length: 9\r\n\r\nab", "Transfer-Encoding: chunked\r\n\r\n9\r\nab")) {
            Socket first = send("POST / HTTP/1.1\r\nHost: a\r\n" + framing);
            Socket second = send("POST / HTTP/1.1\r\nHost: a\r\n" + framing);
            expectService();
            assertThat(rest(first)).doesNotContain("200");
            assertThat(rest(second)).doesNotContain("200");
        }
    }

    @Test
    void slowBodyWithProgressMayExceedTheLimit() throws IOException {
        Socket slow = send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 12\r\n\r\n");
        for (int i = 0; i < 12; i++) {
            LockSupport.parkNanos(LIMIT.toNanos() / 8);
            slow.getOutputStream().write('x');
        }
        assertThat(rest(slow)).contains("200", "got 12");
    }
}
