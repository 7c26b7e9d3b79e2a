package io.arrowgate.tools.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets the thread that made it end its work in order when the process is asked to stop, for example by Ctrl-C. */
public final class StopSignal implements AutoCloseable {
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    /** @param patience how long the process waits for {@link #close} before it ends all the same */
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

    /** Whether the process was asked to stop; the thread is unparked when it is. */
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
                // The process has begun to stop in between; the hook finds the work finished.
                requested = true;
            }
        }
    }
}
