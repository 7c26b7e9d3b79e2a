package io.arrowgate.tools.bench.cpu;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures the CPU time of broker and engine from the construction of this object. */
public final class ServerCpuMeter {
    private static final long POLL_MILLIS = 100;
    /** The engine is idle if it used less than this part of a core … */
    private static final double IDLE_SHARE = 0.1;
    /** … for this time. A merge starts when an insert or another merge ends, so a gap is shorter. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final CpuUsage NONE = new CpuUsage(0, Map.of());

    private final ServerPids pids;
    private final ProcessCpuMeter engine;
    private final ProcessCpuMeter broker;

    /** Starts to measure. */
    public ServerCpuMeter(ServerPids pids) {
        this.pids = pids;
        engine = pids.engine() == 0 ? null : new ProcessCpuMeter(pids.engine());
        broker = pids.broker() == 0 ? null : new ProcessCpuMeter(pids.broker());
    }

    private double engineSeconds() {
        return ProcessCpuMeter.seconds(ProcessCpuMeter.handle(pids.engine()));
    }

    /** Waits until the engine has finished its merges: until it is idle, for half a minute at most. */
    public void awaitMerges() throws InterruptedException {
        if (engine == null) {
            return;
        }
        long end = System.nanoTime() + LIMIT_NANOS;
        long idleSince = System.nanoTime();
        double idleFrom = engineSeconds();
        while (System.nanoTime() < end && System.nanoTime() - idleSince < IDLE_NANOS) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            double now = engineSeconds();
            if (now - idleFrom > IDLE_SHARE * IDLE_NANOS / TimeUnit.SECONDS.toNanos(1)) {
                idleSince = System.nanoTime();
                idleFrom = now;
            }
        }
    }

    /** Returns the CPU time until now. */
    public ServerCpu usage() {
        CpuUsage engineCpu = engine == null ? NONE : engine.usage();
        CpuUsage brokerCpu = broker == null ? NONE : broker.usage();
        return new ServerCpu(
                engineCpu.withoutCompiler(),
                brokerCpu.withoutCompiler(),
                engineCpu.seconds(CpuGroup.COMPILER) + brokerCpu.seconds(CpuGroup.COMPILER));
    }
}
