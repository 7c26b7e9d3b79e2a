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
 * Stops the first matching request that reaches a phase, until it is released, answered or dropped. Closing releases it.
 */
public final class RequestBreakpoint implements AutoCloseable {
    private final RequestPhase requestPhase;
    private final Predicate<ProxiedRequest> kind;
    private final AtomicBoolean sprung = new AtomicBoolean();
    private final CompletableFuture<ProxiedRequest> caught = new CompletableFuture<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** Throws to end the request, or returns to let it continue. */
    private interface Outcome {
        void apply() throws IOException;
    }

    public RequestBreakpoint(RequestPhase requestPhase, Predicate<ProxiedRequest> kind) {
        this.requestPhase = requestPhase;
        this.kind = kind;
    }

    /** Waits until a request is stopped; empty if none is in time. */
    public Optional<ProxiedRequest> await(Duration limit) throws InterruptedException {
        try {
            return Optional.of(caught.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting at the breakpoint failed", e);
        }
    }

    /** Lets the request continue. */
    public void release() {
        outcome.complete(() -> {});
    }

    /** Sends the client this response instead of the server's. */
    public void answer(InjectedResponse response) {
        outcome.complete(() -> {
            throw new ResponseInjectedException(response);
        });
    }

    /** Closes the request's connections to the client and the server. */
    public void drop() {
        outcome.complete(() -> {
            throw new IOException("dropped at " + requestPhase);
        });
    }

    /** Stops the request if it matches. Called by the request's thread. */
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
