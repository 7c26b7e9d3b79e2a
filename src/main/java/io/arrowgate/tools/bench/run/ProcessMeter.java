package io.arrowgate.tools.bench.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Measures time and memory of this process from the construction of this object. */
final class ProcessMeter {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long startNanos = System.nanoTime();
    private final long startCpuNanos = system.getProcessCpuTime();
    private long endNanos;
    private long endCpuNanos;

    void stop() {
        endNanos = System.nanoTime();
        endCpuNanos = system.getProcessCpuTime();
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
                (endCpuNanos - startCpuNanos) / second,
                heap,
                direct,
                peakRss());
    }

    /** Returns the peak resident set size on Linux; 0 elsewhere. */
    private static long peakRss() throws IOException {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }
}
