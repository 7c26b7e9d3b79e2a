package io.arrowgate.tools.chaos.stack;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls the TaskManagers' memory every second and keeps the peak. */
public final class MemoryMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryMonitor.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<MemoryPeak> peak = new AtomicReference<>(MemoryPeak.NONE);
    private final ChaosStack stack;

    /** Starts polling. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public // A failed poll is skipped.
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
            LOG.debug("the memory of the TaskManagers is not available", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
