package io.arrowgate.tools.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Interrupts work that takes too long. */
final class TimeLimit implements AutoCloseable {
    private final Duration limit;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /**
     * Runs work on this thread and returns its result.
     *
     * @throws TimeoutException if the work was interrupted because it exceeded the limit
     */
    <T> T during(Callable<T> work) throws Exception {
        Thread worker = Thread.currentThread();
        ScheduledFuture<?> end = clock.schedule(worker::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return work.call();
        } catch (Exception e) {
            if (end.isDone()) {
                TimeoutException tooLong = new TimeoutException("not completed within " + limit);
                tooLong.initCause(e);
                throw tooLong;
            }
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
