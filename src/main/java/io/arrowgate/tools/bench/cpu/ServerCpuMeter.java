package io.arrowgate.tools.bench.cpu;

import java.util.concurrent.TimeUnit;

/** Measures the CPU time of broker and engine from the construction of this object. */
public final class ServerCpuMeter {
    private static final long POLL_MILLIS = 100;
    /** The engine is idle if it used less than this part of a core … */
    private static final double IDLE_SHARE = 0.1;
    /** … for this time. A merge starts when an insert or another merge ends, so there are no longer gaps. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ServerPids pids;
    private final double startEngine;
    private final double startBroker;

    /** Starts to measure. */
    public ServerCpuMeter(ServerPids pids) {
        this.pids = pids;
        startEngine = seconds(pids.engine());
        startBroker = seconds(pids.broker());
    }

    private static double seconds(long pid) {
        return pid == 0 ? 0 : ProcessCpuMeter.seconds(ProcessCpuMeter.handle(pid));
    }

    /** Waits until the engine has finished its merges: until it is idle, for half a minute at most. */
    public void awaitMerges() throws InterruptedException {
        if (pids.engine() == 0) {
            return;
        }
        long end = System.nanoTime() + LIMIT_NANOS;
        long idleSince = System.nanoTime();
        double idleFrom = seconds(pids.engine());
        while (System.nanoTime() < end && System.nanoTime() - idleSince < IDLE_NANOS) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            double now = seconds(pids.engine());
            if (now - idleFrom > IDLE_SHARE * IDLE_NANOS / TimeUnit.SECONDS.toNanos(1)) {
                idleSince = System.nanoTime();
                idleFrom = now;
            }
        }
    }

    /** Returns the CPU time until now. */
    public ServerCpu usage() {
        return new ServerCpu(seconds(pids.engine()) - startEngine, seconds(pids.broker()) - startBroker);
    }
}
