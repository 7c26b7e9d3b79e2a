package io.arrowgate.tools.local.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultProxyTest {
    private final AtomicInteger executed = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            executed.incrementAndGet();
            byte[] answer = "done".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        proxy = new FaultProxy("http://127.0.0.1:" + server.getAddress().getPort(), ProxyMode.PASS);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.stop(0);
    }

    private CompletableFuture<HttpResponse<String>> send(String statement) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(proxy.url() + "/"))
                .POST(HttpRequest.BodyPublishers.ofString(statement))
                .timeout(MachineSpeed.seconds(20))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    static List<InjectedResponse> responses() {
        return Stream.concat(InjectedResponses.lasting().stream(), InjectedResponses.EMPTY_STREAM.stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("responses")
    void clientGetsTheInjectedResponseAndTheServerNothing(InjectedResponse response) {
        proxy.setInterceptor(ResponseInterceptor.always(response));

        HttpResponse<String> got = send("INSERT INTO t").join();

        assertThat(got.statusCode()).isEqualTo(response.status());
        assertThat(got.body()).isEqualTo(response.body());
        assertThat(executed).hasValue(0);
    }

    @Test
    void redirectNamesTheHealthCheck() {
        proxy.setInterceptor(ResponseInterceptor.always(InjectedResponses.REDIRECTS.get(0)));
        assertThat(send("INSERT INTO t").join().headers().firstValue("Location"))
                .contains("/ping");
    }

    @Test
    void errorsOfClickHouseHaveTheirCodeInAHeaderToo() {
        proxy.setInterceptor(ResponseInterceptor.always(InjectedResponses.AUTHENTICATION_FAILED));
        assertThat(send("INSERT INTO t").join().headers().firstValue("X-ClickHouse-Exception-Code"))
                .contains("516");
    }

    @Test
    void connectionServesTheNextRequestAfterAnInjectedResponse() {
        proxy.setInterceptor(ResponseInterceptor.always(InjectedResponses.UNKNOWN_CODES.get(0)));
        send("SELECT 1").join();
        proxy.setInterceptor(ResponseInterceptor.NONE);

        assertThat(send("SELECT 1").join().body()).isEqualTo("done");
    }

    @Test
    void serverExecutesARequestWhoseResponseIsReplaced() {
        InjectedResponse response = InjectedResponses.FOREIGN_SUCCESSES.get(0);
        proxy.setInterceptor(request -> Optional.of(new ResponseInterceptor.Interception(response, true)));

        assertThat(send("INSERT INTO t").join().body()).isEqualTo(response.body());
        assertThat(executed).hasValue(1);
    }

    @Test
    void breakpointAnswersOnlyTheRequestThatItStopped() throws Exception {
        InjectedResponse response = InjectedResponses.SERVER_ERRORS.get(0);
        try (RequestBreakpoint requestBreakpoint = proxy.breakAt(RequestPhase.ARRIVED, ProxiedRequest::isInsert)) {
            CompletableFuture<HttpResponse<String>> caught = send("INSERT INTO t");
            assertThat(requestBreakpoint.await(MachineSpeed.seconds(20))).isPresent();
            assertThat(send("SELECT 1").join().body()).isEqualTo("done");
            requestBreakpoint.answer(response);

            assertThat(caught.join().statusCode()).isEqualTo(response.status());
            assertThat(send("INSERT INTO t").join().body()).isEqualTo("done");
        }
        assertThat(executed).hasValue(2);
    }

    @Test
    void droppedRequestClosesTheConnection() throws Exception {
        try (RequestBreakpoint requestBreakpoint = proxy.breakAt(RequestPhase.ARRIVED, ProxiedRequest::isInsert)) {
            CompletableFuture<HttpResponse<String>> caught = send("INSERT INTO t");
            assertThat(requestBreakpoint.await(MachineSpeed.seconds(20))).isPresent();
            requestBreakpoint.drop();
            assertThatThrownBy(caught::join).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void sameSeedGivesTheSameRandomResponses() {
        List<String> first = drawn(7);

        assertThat(first).isEqualTo(drawn(7)).isNotEqualTo(drawn(8));
        assertThat(first).hasSizeBetween(400, 600);
        assertThat(first.stream().distinct())
                .hasSize(InjectedResponses.lasting().size() * 2);
    }

    private static List<String> drawn(long seed) {
        RandomResponseInterceptor interceptor = new RandomResponseInterceptor(seed, 20, InjectedResponses.lasting());
        return Stream.generate(() -> interceptor.intercept(new ProxiedRequest("INSERT INTO t", "")))
                .limit(10_000)
                .flatMap(Optional::stream)
                .map(ResponseInterceptor.Interception::toString)
                .toList();
    }
}
