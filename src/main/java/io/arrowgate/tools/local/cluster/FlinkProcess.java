package io.arrowgate.tools.local.cluster;

import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.tools.local.process.LocalStackException;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a JVM of a standalone cluster with Flink's class path and no class of Arrowgate.
 *
 * <p>{@code ChildProcess} does not fit, because its child runs our code. A shell process ends the JVM when this process has
 * ended for any reason, because that closes the pipe to the shell's standard input.
 */
final class FlinkProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = MachineSpeed.seconds(20);
    private static final int TAIL_LINES = 30;

    /**
     * The shell replaces itself with the JVM, so that {@code $$} is the JVM's process id. The subshell waits for the end of the
     * pipe.
     */
    private static final String GUARDED =
            "trap '' INT; exec 3<&0; (cat <&3 >/dev/null; kill $$ 2>/dev/null) & exec \"$@\" 3<&- </dev/null";

    private final Process process;
    private final Path logFile;
    private final Path outputFile;

    private FlinkProcess(Process process, Path logFile, Path outputFile) {
        this.process = process;
        this.logFile = logFile;
        this.outputFile = outputFile;
    }

    /**
     * @param jvmFlags before the main class
     * @param logFile of Flink's logging; the process's output is appended to the file that ends in {@code .out} instead, as Flink's
     *     start scripts do
     */
    static FlinkProcess start(String mainClass, List<String> jvmFlags, List<String> arguments, Path logFile) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARDED, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.add("-Dlog.file=" + logFile.toAbsolutePath());
        command.addAll(List.of("-cp", FlinkClassPath.ofThisJvm(), mainClass));
        command.addAll(arguments);
        Path outputFile =
                logFile.resolveSibling(logFile.getFileName().toString().replaceFirst("\\.log$", ".out"));
        try {
            Files.createDirectories(logFile.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(outputFile.toFile()));
            // A job gets its options with its submission. The environment of this process must not override them.
            builder.environment()
                    .keySet()
                    .removeIf(variable -> variable.startsWith(ArrowgateOption.ENVIRONMENT_PREFIX));
            return new FlinkProcess(builder.start(), logFile, outputFile);
        } catch (IOException e) {
            throw new LocalStackException("cannot start " + mainClass + ": " + e.getMessage(), e);
        }
    }

    Path logFile() {
        return logFile;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Writes a thread dump of the JVM to its output with SIGQUIT. */
    void dumpThreads() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Returns the end of the output and of the log for an error message. */
    String logTail() {
        return tail(outputFile) + tail(logFile);
    }

    /** Returns the end of a file; empty if there is none, as of the log of a JVM that did not start. */
    private static String tail(Path file) {
        if (!Files.exists(file)) {
            return "";
        }
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return tail.isEmpty() ? "" : "; the end of " + file + ":\n" + String.join("\n", tail);
        } catch (IOException e) {
            return "; its log " + file + " cannot be read: " + e.getMessage();
        }
    }

    /** Kills the JVM and waits for its end. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
        closePipe();
    }

    /** Requests the end of the JVM through the pipe, and kills it if it does not end in time. */
    @Override
    public void close() {
        closePipe();
        if (!awaitEnd()) {
            kill();
        }
    }

    private void closePipe() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the pipe to process " + process.pid(), e);
        }
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
