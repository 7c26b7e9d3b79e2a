package io.arrowgate.tools.local.process;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import java.util.zip.Deflater;

/**
 * Scales time limits by the measured speed of this machine.
 *
 * <p>A limit ends a wait that hangs; it does not check performance. A limit for an idle machine of two cores would end healthy
 * work on a slow or busy one. The speed is measured once per JVM: the wall-clock time of a fixed amount of native work, which
 * does not depend on the JIT. The load average reflects later load: a wait that rescales its limit at each poll follows the
 * load.
 */
public final class MachineSpeed {
    /** Time of the work on the idle reference machine of two cores. */
    private static final Duration REFERENCE = Duration.ofMillis(35);

    private static final int REFERENCE_CORES = 2;
    private static final int BYTES = 1_000_000;
    /** Highest factor; beyond it a hang would not be ended within a test run. */
    private static final double SLOWEST = 8;

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final Duration MEASURED = measure();

    private MachineSpeed() {}

    /** Returns the limit times the factor by which this machine is currently slower than the reference machine. */
    public static Duration scale(Duration limit) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return Duration.ofMillis((long) (limit.toMillis() * factor(MEASURED, CORES, load)));
    }

    /** Returns the scaled limit for the given seconds on the reference machine. */
    public static Duration seconds(long seconds) {
        return scale(Duration.ofSeconds(seconds));
    }

    /**
     * Returns the factor, at least 1, so that a fast machine has no shorter limits.
     *
     * @param load of the last minute, in runnable threads; negative if it is unknown
     */
    static double factor(Duration measured, int cores, double load) {
        double work = Math.max(1, (double) measured.toNanos() / REFERENCE.toNanos());
        double share = Math.max(1, (double) REFERENCE_CORES / cores);
        return Math.min(SLOWEST, Math.max(work * share, load / cores));
    }

    private static Duration measure() {
        byte[] content = new byte[BYTES];
        new Random(1).nextBytes(content);
        byte[] compressed = new byte[BYTES];
        Deflater deflater = new Deflater();
        try {
            long start = System.nanoTime();
            deflater.setInput(content);
            deflater.finish();
            while (!deflater.finished()) {
                deflater.deflate(compressed);
            }
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            deflater.end();
        }
    }
}
