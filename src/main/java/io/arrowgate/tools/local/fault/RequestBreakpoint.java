package io.arrowgate.tools.local.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Stops the first request of a kind that comes to a phase, and keeps it there until it is decided what becomes of it. Closing
 * lets it go on.
 */
public final class RequestBreakpoint implements AutoCloseable {
    private final RequestPhase requestPhase;
    private final Predicate<ProxiedRequest> kind;
    private final AtomicBoolean sprung = new AtomicBoolean();
    private final CompletableFuture<ProxiedRequest> caught = new CompletableFuture<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** Ends a request by an exception, or lets it go on. */
    private interface Outcome {
        void apply() throws IOException;
    }

    public RequestBreakpoint(RequestPhase requestPhase, Predicate<ProxiedRequest> kind) {
        this.requestPhase = requestPhase;
        this.kind = kind;
    }

    /** Waits for a request to be caught; empty if none comes in time. */
    public Optional<ProxiedRequest> await(Duration limit) throws InterruptedException {
        try {
            return Optional.of(caught.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the trap broke", e);
        }
    }

    /** Lets the request go on. */
    public void release() {
        outcome.complete(() -> {});
    }

    /** Gives the client this response, and not the server's. */
    public void answer(InjectedResponse response) {
        outcome.complete(() -> {
            throw new ResponseInjectedException(response);
        });
    }

    /** Closes the request's connections, the client's and the server's. */
    public void drop() {
        outcome.complete(() -> {
            throw new IOException("dropped at " + requestPhase);
        });
    }

    /** Called by the request's thread. */
    void onPhase(RequestPhase reached, ProxiedRequest request) throws IOException {
        boolean caughtNow =
                reached == requestPhase && !outcome.isDone() && kind.test(request) && sprung.compareAndSet(false, true);
        if (!caughtNow) {
            return;
        }
        caught.complete(request);
        outcome.join().apply();
    }

    @Override
    public void close() {
        release();
    }
}
