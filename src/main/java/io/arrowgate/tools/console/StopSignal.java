package io.arrowgate.tools.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the creating thread shut down gracefully when the process receives a stop signal, such as Ctrl-C.
 *
 * <p>After the signal, {@link #close} ends the process at once. So close this after all other resources and after the last
 * line of output.
 */
public final class StopSignal implements AutoCloseable {
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    /** @param patience maximum time that the process waits for {@link #close} */
    public StopSignal(Duration patience) {
        hook = new Thread(() -> awaitClose(patience), "stop signal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void awaitClose(Duration patience) {
        requested = true;
        LockSupport.unpark(worker);
        try {
            boolean inOrder = finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!inOrder) {
                System.err.println("stopped before the shutdown was complete");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether the process received a stop signal. The signal unparks the creating thread. */
    public boolean isRequested() {
        return requested;
    }

    @Override
    public void close() {
        finished.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The shutdown began in the meantime; the hook sees that the work is finished.
                requested = true;
            }
        }
    }
}
