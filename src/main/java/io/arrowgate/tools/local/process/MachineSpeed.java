package io.arrowgate.tools.local.process;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import java.util.zip.Deflater;

/**
 * Scales time limits by the measured speed of this machine.
 *
 * <p>A limit ends a wait that hangs; it does not check how fast anything is. One that suits an idle machine of two cores ends
 * healthy work on a slow or a busy one. The speed is measured once for each JVM: the wall-clock time of a fixed piece of work in
 * native code, which does not depend on what the JIT has compiled. The load average adds what has come since: a wait that scales
 * its limit each time it looks follows the load.
 */
public final class MachineSpeed {
    /** What the work takes on the idle machine of two cores that the limits were chosen on. */
    private static final Duration REFERENCE = Duration.ofMillis(35);

    private static final int REFERENCE_CORES = 2;
    private static final int BYTES = 1_000_000;
    /** Beyond it a hang would not be ended within a test run. */
    private static final double SLOWEST = 8;

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final Duration MEASURED = measure();

    private MachineSpeed() {}

    /** Returns the limit times the factor by which this machine is slower just now than the one that limits are chosen on. */
    public static Duration scale(Duration limit) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return Duration.ofMillis((long) (limit.toMillis() * factor(MEASURED, CORES, load)));
    }

    /** Returns a limit of so many seconds on the machine that limits are chosen on. */
    public static Duration seconds(long seconds) {
        return scale(Duration.ofSeconds(seconds));
    }

    /**
     * At least 1, so that a fast machine has no shorter limits.
     *
     * @param load of the last minute, in threads that want to run; negative if it is not known
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
