package io.arrowgate.cli.chaos;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second at the memory of the TaskManagers, and keeps the most. */
final class MemoryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<MemoryPeak> peak = new AtomicReference<>(MemoryPeak.NONE);
    private final ChaosStack stack;

    /** Starts at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // A look fails by itself, and the next one comes.
    MemoryWatch(ChaosStack stack) {
        this.stack = stack;
        thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    MemoryPeak peak() {
        return peak.get();
    }

    private void look() {
        try {
            peak.accumulateAndGet(stack.taskManagerMemory(), MemoryPeak::or);
        } catch (IOException | RuntimeException e) {
            LOG.debug("no TaskManager to look at just now", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
