package io.arrowgate.tools.bench.cpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures the CPU time of a process from the construction of this object, by thread group.
 *
 * <p>Groups need Linux: the threads of the compiler and of the garbage collector are visible only in {@code /proc}. Elsewhere the
 * whole time is in the group {@link CpuGroup#OTHER}.
 */
public final class ProcessCpuMeter {
    private static final double SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ProcessHandle process;
    private final Path tasks;
    /** The threads seen so far; those that ended keep their last value. */
    private final Map<String, MeasuredThread> threads = new HashMap<>();

    private final double startSeconds;

    private static final class MeasuredThread {
        private final CpuGroup group;
        private final long startNanos;
        private long nanos;

        MeasuredThread(CpuGroup group, long startNanos) {
            this.group = group;
            this.startNanos = startNanos;
        }
    }

    /** Starts to measure. */
    public ProcessCpuMeter(long pid) {
        process = handle(pid);
        tasks = Path.of("/proc", Long.toString(pid), "task");
        read(true);
        startSeconds = seconds(process);
    }

    static ProcessHandle handle(long pid) {
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException("the measured process %d has ended".formatted(pid)));
    }

    static double seconds(ProcessHandle process) {
        return process.info()
                        .totalCpuDuration()
                        .orElseThrow(() -> new IllegalStateException(
                                "the CPU time of process %d cannot be read; it has ended, or the operating system does not allow it"
                                        .formatted(process.pid())))
                        .toNanos()
                / SECOND_NANOS;
    }

    /** Reads the threads, so that the group of one that ends before the next reading is known. */
    public void sample() {
        read(false);
    }

    /** Returns the usage until now. */
    public CpuUsage usage() {
        read(false);
        double total = seconds(process) - startSeconds;
        Map<CpuGroup, Double> groups = new EnumMap<>(CpuGroup.class);
        double known = 0;
        for (MeasuredThread thread : threads.values()) {
            double seconds = (thread.nanos - thread.startNanos) / SECOND_NANOS;
            groups.merge(thread.group, seconds, Double::sum);
            known += seconds;
        }
        // Threads that started and ended between two readings.
        groups.merge(CpuGroup.OTHER, Math.max(0, total - known), Double::sum);
        return new CpuUsage(Math.max(total, known), groups);
    }

    private void read(boolean first) {
        if (!Files.isDirectory(tasks)) {
            return;
        }
        try (Stream<Path> all = Files.list(tasks)) {
            for (Path task : (Iterable<Path>) all::iterator) {
                read(task, first);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("the threads of process %d cannot be read".formatted(process.pid()), e);
        }
    }

    private void read(Path task, boolean first) {
        try {
            long nanos =
                    Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
            MeasuredThread thread = threads.get(task.getFileName().toString());
            if (thread == null) {
                List<String> name = Files.readAllLines(task.resolve("comm"));
                thread = new MeasuredThread(CpuGroup.ofThread(name.get(0)), first ? nanos : 0);
                threads.put(task.getFileName().toString(), thread);
            }
            thread.nanos = nanos;
        } catch (IOException e) {
            // The thread has ended since the listing.
        }
    }
}
