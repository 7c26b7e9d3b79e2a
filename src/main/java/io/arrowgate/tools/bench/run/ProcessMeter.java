package io.arrowgate.tools.bench.run;

import io.arrowgate.tools.bench.cpu.CpuUsage;
import io.arrowgate.tools.bench.cpu.ProcessCpuMeter;
import io.arrowgate.tools.bench.cpu.ResidentMemory;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Measures time and memory of this process from the construction of this object. */
final class ProcessMeter {
    private final ProcessCpuMeter cpu =
            new ProcessCpuMeter(ProcessHandle.current().pid());
    private final long startNanos = System.nanoTime();
    private long endNanos;
    private CpuUsage usage;

    /** Notes which threads run, so that the CPU time of those that end is in their group. */
    void sample() {
        cpu.sample();
    }

    void stop() {
        endNanos = System.nanoTime();
        usage = cpu.usage();
    }

    Measurement measurement(long events) throws IOException {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        double second = TimeUnit.SECONDS.toNanos(1);
        return new Measurement(
                events,
                (endNanos - startNanos) / second,
                usage,
                heap,
                direct,
                ResidentMemory.peak(ProcessHandle.current().pid()));
    }
}
