package io.arrowgate.tools.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.tools.local.process.JvmModuleFlags;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts the measuring process and waits for it. */
final class BenchProcessLauncher {
    /** Fixed flags, so that measurements on different machines are comparable; the garbage collector is that of flink-conf/. */
    private static final List<String> FLAGS = List.of("-XX:MaxDirectMemorySize=1g", "-XX:G1HeapRegionSize=8m");

    private BenchProcessLauncher() {}

    /**
     * Returns the launcher's JVM flags with a fixed heap size in place of the user's.
     *
     * @param heap size, in the format of {@code -Xmx}
     */
    static List<String> jvmFlags(String heap) {
        return Stream.of(
                        JvmModuleFlags.ofThisJvm().stream(),
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(flag -> flag.startsWith("-D")),
                        FLAGS.stream(),
                        Stream.of("-Xms" + heap, "-Xmx" + heap))
                .flatMap(flags -> flags)
                .toList();
    }

    /**
     * Runs a plan in a JVM of its own and waits for its end.
     *
     * @param heap size, in the format of {@code -Xmx}
     */
    static void run(BenchPlan plan, String heap) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmFlags(heap));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchProcessMain.class.getName()));
        line.add(write(plan).toString());
        Process process = new ProcessBuilder(line).inheritIO().start();
        // Ctrl-C reaches both processes; in every other case this ends the child.
        Thread end = new Thread(process::destroy, "end measuring process");
        Runtime.getRuntime().addShutdownHook(end);
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        if (exit != 0) {
            throw new IllegalStateException("the measuring process ended with exit code " + exit);
        }
    }

    private static Path write(BenchPlan plan) throws IOException {
        Path file = Path.of(plan.dir()).resolve("plan.json");
        // The file holds passwords.
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        new ObjectMapper().writeValue(file.toFile(), plan);
        return file;
    }
}
