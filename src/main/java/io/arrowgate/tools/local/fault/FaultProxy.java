package io.arrowgate.tools.local.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Proxies HTTP connections on the loopback interface, tracks the phase of each request, and injects the faults of networks and
 * crashes.
 *
 * <p>It reads each request completely before the server receives any of it, so that half of a body is exactly half. Each
 * connection has a thread.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final InetSocketAddress server;
    private final ServerSocket listening;
    private final ExecutorService relays = Executors.newCachedThreadPool(FaultProxy::thread);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final RequestPhaseCounts events = new RequestPhaseCounts();
    private final Map<String, Duration> insertTimes = new ConcurrentHashMap<>();
    private volatile ProxyMode proxyMode;
    private volatile RequestBreakpoint requestBreakpoint;
    private volatile ResponseInterceptor responseInterceptor = ResponseInterceptor.NONE;

    /** @param serverUrl such as {@code http://127.0.0.1:8123}; the server may be unavailable */
    public FaultProxy(String serverUrl, ProxyMode proxyMode) throws IOException {
        URI url = URI.create(serverUrl);
        server = new InetSocketAddress(url.getHost(), url.getPort());
        this.proxyMode = proxyMode;
        listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        relays.execute(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    public void setMode(ProxyMode newMode) {
        proxyMode = newMode;
    }

    public RequestPhaseCounts events() {
        return events;
    }

    /** Sets a breakpoint, which replaces any earlier one. */
    public RequestBreakpoint breakAt(RequestPhase requestPhase, Predicate<ProxiedRequest> kind) {
        RequestBreakpoint set = new RequestBreakpoint(requestPhase, kind);
        setBreakpoint(set);
        return set;
    }

    /** Sets a breakpoint that several proxies share: it stops the first request of any of them. */
    public void setBreakpoint(RequestBreakpoint newBreakpoint) {
        requestBreakpoint = newBreakpoint;
    }

    /** Sets the interceptor of all further requests. */
    public void setInterceptor(ResponseInterceptor newInterceptor) {
        responseInterceptor = newInterceptor;
    }

    /**
     * Returns the server's execution time of the last insert with this {@link ProxiedRequest#subject}; zero if there was none.
     */
    public Duration lastInsertTime(String subject) {
        return insertTimes.getOrDefault(subject, Duration.ZERO);
    }

    Optional<ResponseInterceptor.Interception> intercept(ProxiedRequest request) {
        return responseInterceptor.intercept(request);
    }

    ProxyMode mode() {
        return proxyMode;
    }

    void noteInsertTime(String subject, Duration time) {
        insertTimes.put(subject, time);
    }

    /**
     * Records that a request has reached a phase; throws if its connections are to be closed. Called by the request's thread.
     */
    void reached(RequestPhase requestPhase, ProxiedRequest request) throws IOException {
        events.add(requestPhase);
        RequestBreakpoint set = requestBreakpoint;
        if (set != null) {
            set.onPhase(requestPhase, request);
        }
    }

    Socket connect() throws IOException {
        Socket upstream = new Socket();
        open.add(upstream);
        upstream.connect(server);
        upstream.setTcpNoDelay(true);
        return upstream;
    }

    void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot close a connection", e);
        }
    }

    @SuppressWarnings("resource") // The relay closes its connection, and close() those that are left.
    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (proxyMode == ProxyMode.REFUSE) {
                    client.close();
                    events.add(RequestPhase.REFUSED);
                    continue;
                }
                open.add(client);
                client.setTcpNoDelay(true);
                relays.execute(new ConnectionRelay(this, client));
            }
        } catch (IOException closed) {
            relays.shutdown();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "fault proxy");
        thread.setDaemon(true);
        return thread;
    }

    /** Closes all connections. */
    @Override
    public void close() throws IOException {
        listening.close();
        if (requestBreakpoint != null) {
            requestBreakpoint.drop();
        }
        open.forEach(this::close);
        relays.shutdownNow();
    }
}
