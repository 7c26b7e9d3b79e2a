package io.arrowgate.tools.local.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Relays the requests of one client connection to the server and the responses back, subject to the proxy's mode and
 * breakpoint.
 */
final class ConnectionRelay implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRelay.class);
    private static final InjectedResponse FAILED =
            new InjectedResponse("status 500", 500, "Content-Type: text/plain\r\n", "upstream failed\n");

    private final FaultProxy proxy;
    private final Socket client;
    private Socket upstream;
    private InputStream answers;

    ConnectionRelay(FaultProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    @Override
    public void run() {
        try {
            InputStream requests = new BufferedInputStream(client.getInputStream());
            Optional<HttpMessage> request = HttpMessage.read(requests);
            while (request.isPresent()) {
                relay(request.get(), requests);
                request = HttpMessage.read(requests);
            }
        } catch (IOException e) {
            LOG.debug("a connection ended", e);
        } finally {
            proxy.close(client);
            closeUpstream();
        }
    }

    private void relay(HttpMessage message, InputStream requests) throws IOException {
        ProxiedRequest request = ProxiedRequest.of(message);
        try {
            proxy.reached(RequestPhase.ARRIVED, request);
            exchange(message, requests, request);
        } catch (ResponseInjectedException e) {
            closeUpstream();
            answer(request, e.response());
        }
    }

    private void exchange(HttpMessage message, InputStream requests, ProxiedRequest request) throws IOException {
        if (proxy.mode() == ProxyMode.HANG) {
            proxy.reached(RequestPhase.HUNG, request);
            awaitHangUp(requests, request);
        }
        Optional<ResponseInterceptor.Interception> interception = interception(request);
        if (interception.isPresent() && !interception.get().executed()) {
            answer(request, interception.get().response());
            return;
        }
        send(message, request);
        HttpMessage answer = receive(request);
        if (interception.isPresent()) {
            answer(request, interception.get().response());
        } else {
            handBack(answer, requests, request);
        }
    }

    private Optional<ResponseInterceptor.Interception> interception(ProxiedRequest request) {
        if (request.isInsert() && proxy.mode() == ProxyMode.FAIL_INSERTS) {
            return ResponseInterceptor.always(FAILED).intercept(request);
        }
        if (request.isInsert() && proxy.mode() == ProxyMode.TOO_MANY_PARTS) {
            return ResponseInterceptor.always(InjectedResponses.TOO_MANY_PARTS).intercept(request);
        }
        return proxy.intercept(request);
    }

    /** Closes the connection to the server, which may have received a part of a request. */
    private void closeUpstream() {
        if (upstream != null) {
            proxy.close(upstream);
            upstream = null;
        }
    }

    private void send(HttpMessage message, ProxiedRequest request) throws IOException {
        if (upstream == null) {
            upstream = proxy.connect();
            answers = new BufferedInputStream(upstream.getInputStream());
        }
        OutputStream out = upstream.getOutputStream();
        out.write(message.head());
        int half = message.body().length / 2;
        out.write(message.body(), 0, half);
        out.flush();
        proxy.reached(RequestPhase.BODY_HALF_SENT, request);
        if (request.isInsert() && proxy.mode() == ProxyMode.CUT_INSERT_BODIES) {
            proxy.reached(RequestPhase.BODY_CUT, request);
            throw new IOException("the request body was cut");
        }
        out.write(message.body(), half, message.body().length - half);
        out.flush();
    }

    private HttpMessage receive(ProxiedRequest request) throws IOException {
        proxy.reached(RequestPhase.ANSWER_PENDING, request);
        long start = System.nanoTime();
        HttpMessage answer =
                HttpMessage.read(answers).orElseThrow(() -> new EOFException("the server closed the connection"));
        if (request.isInsert()) {
            proxy.noteInsertTime(request.subject(), Duration.ofNanos(System.nanoTime() - start));
        }
        proxy.reached(RequestPhase.ANSWERED, request);
        return answer;
    }

    private void handBack(HttpMessage answer, InputStream requests, ProxiedRequest request) throws IOException {
        if (request.isInsert() && proxy.mode() == ProxyMode.LOSE_INSERT_ANSWERS) {
            proxy.reached(RequestPhase.ANSWER_LOST, request);
            throw new IOException("the response was discarded");
        }
        if (request.isInsert() && proxy.mode() == ProxyMode.HOLD_INSERT_ANSWERS) {
            proxy.reached(RequestPhase.ANSWER_HELD, request);
            awaitHangUp(requests, request);
        }
        OutputStream out = client.getOutputStream();
        out.write(answer.head());
        out.write(answer.body());
        out.flush();
        proxy.reached(RequestPhase.DONE, request);
    }

    /** Waits for the client to close its connection, and then throws. */
    private void awaitHangUp(InputStream requests, ProxiedRequest request) throws IOException {
        try {
            while (requests.read() >= 0) {
                LOG.debug("a client is still sending");
            }
        } finally {
            proxy.reached(RequestPhase.HUNG_UP, request);
        }
        throw new IOException("the client hung up");
    }

    private void answer(ProxiedRequest request, InjectedResponse response) throws IOException {
        byte[] body = response.body().getBytes(UTF_8);
        String head = "HTTP/1.1 %d Injected\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(response.status(), response.fields(), body.length);
        OutputStream out = client.getOutputStream();
        out.write(head.getBytes(UTF_8));
        out.write(body);
        out.flush();
        proxy.reached(RequestPhase.ERROR_ANSWERED, request);
    }
}
