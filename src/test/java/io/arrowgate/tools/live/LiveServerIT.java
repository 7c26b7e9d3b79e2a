package io.arrowgate.tools.live;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.TestClickHouse;
import io.arrowgate.tools.local.process.LoopbackPorts;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the access control and the shutdown of the live page's server. */
class LiveServerIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final EventFeed eventFeed = new EventFeed(10);
    private final int port = LoopbackPorts.claim(0, "--live-port");
    private LiveServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LiveServer(
                port,
                eventFeed,
                new ServerSentEvents(eventFeed, "f", Duration.ofMinutes(5)),
                new QueryEndpoint(
                        new TestClickHouse("http://127.0.0.1:9", "unused").settings(), QueryEndpoint.TIME_LIMIT));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<InputStream> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Sends a raw request and returns the status line of the response. */
    private String answer(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return reader(socket.getInputStream()).readLine();
        }
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    @Test
    void everyFileOfThePageIsServed() throws Exception {
        HttpResponse<InputStream> page = get("/");
        String html = new String(page.body().readAllBytes(), StandardCharsets.UTF_8);
        List<String> files = new ArrayList<>();
        java.util.regex.Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(html)
                .results()
                .forEach(file -> files.add(file.group(1)));
        assertThat(files).contains("page.js", "query.js", "chart.js", "theme.css");
        for (String file : files) {
            assertThat(get("/" + file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(get("/../page.js.map").statusCode()).isEqualTo(404);
    }

    @Test
    void foreignHostNamesAreRejected() throws Exception {
        assertThat(answer("GET / HTTP/1.1\r\nHost: localhost:8090\r\n\r\n")).contains("200");
        assertThat(answer("GET /events HTTP/1.1\r\nHost: example.com\r\n\r\n")).contains("403");
        assertThat(answer("GET / HTTP/1.1\r\nHost: 127.0.0.1.example.com\r\n\r\n"))
                .contains("403");
        assertThat(answer("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"))
                .contains("405");
    }

    @Test
    void otherSitesCanLinkToThePageButNotReadIt() throws Exception {
        String host = "Host: 127.0.0.1:" + port + "\r\n";
        assertThat(answer("GET /events HTTP/1.1\r\n" + host + "Origin: https://example.com\r\n\r\n"))
                .contains("403");
        assertThat(answer("GET /events HTTP/1.1\r\n" + host + "Sec-Fetch-Site: cross-site\r\n\r\n"))
                .contains("403");
        assertThat(answer("GET / HTTP/1.1\r\n" + host
                        + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n\r\n"))
                .contains("200");
    }

    /** Requests that change state would need a token against forgery; the server has none, and queries are read-only. */
    @Test
    void onlyGetIsAllowedExceptForQueries() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            for (String path : List.of("/", "/events")) {
                assertThat(answer(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"))
                        .contains("405");
            }
        }
    }

    @Test
    void incompleteRequestsDoNotBlockOthers() throws Exception {
        List<Socket> half = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * LiveServer.MAX_PAGES; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setSoTimeout(30_000);
                half.add(socket);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(get("/").statusCode()).isEqualTo(200);
            // The server closes it at its deadline.
            assertThat(half.get(0).getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
    }

    @Test
    void pageBeyondTheLimitIsRejectedUntilAnotherCloses() throws Exception {
        eventFeed.add("sample", "1");
        List<BufferedReader> pages = new ArrayList<>();
        for (int i = 0; i < LiveServer.MAX_PAGES; i++) {
            pages.add(reader(get("/events").body()));
            assertThat(pages.get(i).readLine()).isEqualTo("retry: 2000");
        }
        assertThat(get("/events").statusCode()).isEqualTo(503);
        assertThat(get("/").statusCode()).isEqualTo(200);

        pages.get(0).close();
        // The server notices at the next event.
        int status = 503;
        for (int i = 0; status == 503 && i < 1_000; i++) {
            eventFeed.add("sample", "again " + i);
            HttpResponse<InputStream> next = get("/events");
            status = next.statusCode();
            pages.add(reader(next.body()));
        }
        assertThat(status).isEqualTo(200);
        for (BufferedReader page : pages) {
            page.close();
        }
    }

    @Test
    void closingEndsAllEventStreamsAndThreads() throws Exception {
        eventFeed.add("sample", "1");
        BufferedReader page = reader(get("/events").body());
        for (String line = page.readLine(); !line.equals("data: 1"); line = page.readLine()) {
            assertThat(line).isNotNull();
        }
        server.close();
        assertThat(page.lines()).containsExactly("");
        // A thread that has finished its last task may take a moment to end.
        await("the server's threads to end")
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith(LiveServer.threadsOf(port))));
    }

    @Test
    void pageThatStopsReadingDoesNotBlockClose() throws Exception {
        try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), port)) {
            deaf.getOutputStream()
                    .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            eventFeed.add("sample", "x".repeat(1 << 26));
            // From here on the server is blocked by the full buffers of the connection.
            assertThat(reader(deaf.getInputStream()).lines().anyMatch("event: sample"::equals))
                    .isTrue();
            long begin = System.nanoTime();

            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(MachineSpeed.seconds(20));
            List<Thread> left = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith(LiveServer.threadsOf(port)))
                    .toList();
            // The pool terminates shortly before its last thread ends, which must not be serving a page.
            assertThat(left)
                    .flatExtracting(thread -> Arrays.asList(thread.getStackTrace()))
                    .noneMatch(frame -> frame.getClassName().startsWith("io.arrowgate"));
            for (Thread thread : left) {
                thread.join(MachineSpeed.seconds(10).toMillis());
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
