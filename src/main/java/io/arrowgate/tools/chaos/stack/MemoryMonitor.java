package io.arrowgate.tools.chaos.stack;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second at the memory of the TaskManagers, and keeps the most. */
public final class MemoryMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryMonitor.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<MemoryPeak> peak = new AtomicReference<>(MemoryPeak.NONE);
    private final ChaosStack stack;

    /** Starts at once. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public // A look fails by itself, and the next one comes.
    MemoryMonitor(ChaosStack stack) {
        this.stack = stack;
        thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    public MemoryPeak peak() {
        return peak.get();
    }

    private void look() {
        try {
            peak.accumulateAndGet(stack.taskManagerMemory(), MemoryPeak::max);
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
