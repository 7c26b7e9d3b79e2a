package io.arrowgate.tools.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts the measuring process and waits for it. */
public final class BenchProcessLauncher {
    /** Fixed, so that two measurements on different machines differ by the machine alone; the collector is that of flink-conf/. */
    private static final List<String> FLAGS = List.of("-XX:MaxDirectMemorySize=1g", "-XX:G1HeapRegionSize=8m");

    private BenchProcessLauncher() {}

    /**
     * Returns the launcher's flags, without heap sizes of a user's own, and the memory of a process that is measured.
     *
     * @param heap of the process, as {@code -Xmx} takes it
     */
    static List<String> jvmFlags(String heap) {
        return Stream.of(
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(flag -> flag.startsWith("--add-opens") || flag.startsWith("-D")),
                        FLAGS.stream(),
                        Stream.of("-Xms" + heap, "-Xmx" + heap))
                .flatMap(flags -> flags)
                .toList();
    }

    /**
     * Runs a plan in a JVM of its own and returns when it has ended.
     *
     * @param plan a {@link BenchPlan} as JSON
     * @param heap of the process, as {@code -Xmx} takes it
     */
    public static void run(Path plan, String heap) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmFlags(heap));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchProcessMain.class.getName()));
        line.add(plan.toString());
        Process process = new ProcessBuilder(line).inheritIO().start();
        // Ctrl-C reaches both processes; this makes sure of the child in every other case.
        Thread end = new Thread(process::destroy, "end measuring process");
        Runtime.getRuntime().addShutdownHook(end);
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        if (exit != 0) {
            throw new IllegalStateException("the measuring process ended with exit code " + exit);
        }
    }
}
