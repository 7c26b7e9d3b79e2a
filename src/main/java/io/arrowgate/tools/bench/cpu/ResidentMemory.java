package io.arrowgate.tools.bench.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads the resident memory of processes, which Linux alone shows in {@code /proc}. */
public final class ResidentMemory {
    private ResidentMemory() {}

    /** Returns the current resident set size; 0 on other operating systems. */
    public static long current(long pid) throws IOException {
        return bytes(pid, "VmRSS:");
    }

    /** Returns the largest resident set size so far; 0 on other operating systems. */
    public static long peak(long pid) throws IOException {
        return bytes(pid, "VmHWM:");
    }

    private static long bytes(long pid, String field) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }
}
