package io.arrowgate.tools.local.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Disconnects clients that stop in the middle of a request and would otherwise occupy a thread of the JDK's HTTP server
 * forever.
 *
 * <p>The JDK's server reads headers in the executor's thread, before any handler is called, and has no timeout for a single
 * read. Therefore this executor interrupts a thread whose deadline has passed: an interrupted read closes its connection.
 */
public final class RequestDeadlines implements Executor, AutoCloseable {
    private static final long SCAN_MILLIS = 250;

    private final Executor threads;
    private final Duration headers;
    private final Map<Thread, Deadline> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "request deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param threads that run requests
     * @param headers limit of a request's headers, from their first byte to their last
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The scan cannot fail.
    public RequestDeadlines(Executor threads, Duration headers) {
        this.threads = threads;
        this.headers = headers;
        watch.scheduleWithFixedDelay(
                () -> running.values().forEach(Deadline::interruptIfPassed),
                SCAN_MILLIS,
                SCAN_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Runs one request, whose headers have to arrive within the limit; the handler sets the limits of what follows. */
    @Override
    public void execute(Runnable request) {
        threads.execute(() -> {
            running.put(Thread.currentThread(), new Deadline(Thread.currentThread()));
            try {
                limit(headers);
                request.run();
            } finally {
                unlimited();
                running.remove(Thread.currentThread());
                // A late interrupt must not affect the thread's next request.
                Thread.interrupted();
            }
        });
    }

    /** Sets the deadline for the next step of the calling thread's request. */
    public void limit(Duration limit) {
        running.get(Thread.currentThread()).set(System.nanoTime() + limit.toNanos(), true);
    }

    /** Removes the deadline of the calling thread's request. */
    public void unlimited() {
        running.get(Thread.currentThread()).set(0, false);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private static final class Deadline {
        private final Thread thread;
        private long nanos;
        private boolean limited;

        Deadline(Thread thread) {
            this.thread = thread;
        }

        synchronized void set(long nanos, boolean limited) {
            this.nanos = nanos;
            this.limited = limited;
        }

        synchronized void interruptIfPassed() {
            if (limited && System.nanoTime() - nanos > 0) {
                limited = false;
                thread.interrupt();
            }
        }
    }
}
