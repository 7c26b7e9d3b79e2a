package io.arrowgate.tools.local.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Limits the number of concurrent queries; further ones wait. */
final class QueryConcurrencyLimit {
    private final int slots;
    private final Semaphore free;
    private volatile boolean closing;

    QueryConcurrencyLimit(int slots) {
        this.slots = slots;
        this.free = new Semaphore(slots);
    }

    /** Represents a running query's slot; closing it lets the next query run. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    boolean isClosing() {
        return closing;
    }

    /** Waits for a free slot. */
    Slot enter() throws IOException {
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while other queries were running", e);
        }
        if (closing) {
            free.release();
            throw new IOException("the server is shutting down");
        }
        return free::release;
    }

    /**
     * Rejects further queries and waits for the running ones.
     *
     * @throws IllegalStateException if one of them does not end in time
     */
    void close(Duration limit) {
        closing = true;
        try {
            if (!free.tryAcquire(slots, limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a query is still running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while queries were ending", e);
        }
    }
}
