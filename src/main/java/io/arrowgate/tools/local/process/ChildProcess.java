package io.arrowgate.tools.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one main class in a child JVM with this JVM's Java and class path.
 *
 * <p>The child prints {@code READY <text>} to its standard output when it is ready. Closing its standard input requests a clean
 * stop. The operating system also closes it when this JVM dies, so that no child outlives its parent. The child ignores SIGINT,
 * so that after Ctrl-C, which reaches the whole process group, the parent stops its children in order.
 */
public final class ChildProcess implements AutoCloseable {
    static final String READY = "READY ";
    private static final Duration STOP_LIMIT = MachineSpeed.seconds(40);
    private static final int TAIL_LINES = 30;
    /** The end of the log is read into memory for error messages. */
    private static final long MAX_LOG_BYTES = 20_000_000;

    private final Spec spec;
    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final Thread output;

    /**
     * Describes the process to run.
     *
     * @param name of the process in error messages
     * @param environment additional variables; secrets belong here and not in arguments
     * @param logFile to which the child's output is appended; a full one is kept as {@code .1}
     * @param startLimit how long to wait for the READY line
     */
    public record Spec(
            String name,
            Class<?> mainClass,
            List<String> jvmFlags,
            List<String> arguments,
            Map<String, String> environment,
            Path logFile,
            Duration startLimit) {
        public Spec {
            jvmFlags = List.copyOf(jvmFlags);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    private ChildProcess(Spec spec, Process process) {
        this.spec = spec;
        this.process = process;
        this.output = new Thread(this::copyOutput, spec.name() + " output");
        output.setDaemon(true);
        output.start();
    }

    /**
     * Starts the child and waits for its READY line.
     *
     * @throws LocalStackException with the end of the child's log if it is not ready in time
     */
    public static ChildProcess start(Spec spec) {
        ChildProcess child = launch(spec);
        child.awaitReady();
        return child;
    }

    /** Starts the child without waiting until it is ready. */
    public static ChildProcess launch(Spec spec) {
        try {
            Files.createDirectories(spec.logFile().toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command(spec)).redirectErrorStream(true);
            builder.environment().putAll(spec.environment());
            return new ChildProcess(spec, builder.start());
        } catch (IOException e) {
            throw new LocalStackException("cannot start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    static List<String> command(Spec spec) {
        List<String> command = new ArrayList<>();
        // A signal that is ignored at exec stays ignored; the JVM does not change that.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmModuleFlags.ofThisJvm());
        command.addAll(spec.jvmFlags());
        command.addAll(TempDirectories.jvmFlags());
        command.add("-Dlog4j2.configurationFile=classpath:local/child-log4j2.properties");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(spec.mainClass().getName());
        command.addAll(spec.arguments());
        return command;
    }

    /**
     * Waits for the child's READY line.
     *
     * @throws LocalStackException with the end of the child's log if it is not ready in time; then the child is killed
     */
    public void awaitReady() {
        try {
            ready.get(spec.startLimit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill();
            throw new LocalStackException(
                    spec.name() + " was not ready within " + spec.startLimit().toSeconds() + " s" + logTail(), e);
        } catch (ExecutionException e) {
            kill();
            throw new LocalStackException(spec.name() + " ended before it was ready" + logTail(), e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new LocalStackException("interrupted while " + spec.name() + " was starting", e);
        }
    }

    private void copyOutput() {
        try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                BoundedLogFile log = new BoundedLogFile(spec.logFile(), MAX_LOG_BYTES)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.write(line);
                if (line.startsWith(READY)) {
                    ready.complete(line.substring(READY.length()));
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        } finally {
            ready.completeExceptionally(new IllegalStateException("end of output"));
        }
    }

    private String logTail() {
        try {
            output.join(STOP_LIMIT.toMillis());
            List<String> lines = Files.readAllLines(spec.logFile());
            List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return "; the end of " + spec.logFile() + ":\n" + String.join("\n", tail);
        } catch (IOException e) {
            return "; its log " + spec.logFile() + " cannot be read: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "; see " + spec.logFile();
        }
    }

    /** Returns the text that the child printed after READY. */
    public String readyText() {
        return ready.join();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the child and waits for its end. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(STOP_LIMIT);
    }

    /** Requests a clean stop of the child, and kills it if it does not stop in time. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // Only the standard input of an ended child is broken.
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
        if (!awaitEnd(STOP_LIMIT)) {
            kill();
        }
    }

    private boolean awaitEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
