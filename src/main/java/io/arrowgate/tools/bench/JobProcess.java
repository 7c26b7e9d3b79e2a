package io.arrowgate.tools.bench;

import io.arrowgate.config.option.ArrowgateOption;
import io.arrowgate.tools.bench.run.MiniClusters;
import io.arrowgate.tools.local.cluster.FlinkClassPath;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.apache.commons.lang3.StringUtils;

/**
 * Runs a job in a process of its own, one run after the other: the job of a jar, whose class path is the jar and Flink, or an
 * alternative of this build. The process ends when this one does.
 */
public final class JobProcess implements AutoCloseable {
    private static final String HEAP = "1g";
    private static final int TAIL_LINES = 30;
    private static final long STOP_SECONDS = 30;

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedReader replies;
    private final BufferedWriter commands;

    private JobProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.replies = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Holds the CPU time of one run.
     *
     * @param nanos of the whole process, all threads, from the submission of the job until it was stopped
     * @param compilerNanos time that the just-in-time compiler worked within the run
     */
    record CpuTime(long nanos, long compilerNanos) {}

    /**
     * Starts the process of a jar and returns at once.
     *
     * @param jar a job jar, which names its main class
     * @param slots of the mini-cluster
     * @param dir empty or absent; receives the log of the process and the classes that it needs in addition to the jar
     */
    static JobProcess start(Path jar, int slots, Path dir) throws IOException {
        Files.createDirectories(dir);
        Path classes = dir.resolve("classes");
        copyClasses(classes);
        String classPath = String.join(
                File.pathSeparator, jar.toAbsolutePath().toString(), FlinkClassPath.ofThisJvm(), classes.toString());
        return start(
                jar.toString(),
                dir,
                classPath,
                List.of(JarJobMain.class.getName(), mainClass(jar), Integer.toString(slots)));
    }

    /**
     * Starts a process with this build's class path and returns at once.
     *
     * @param name of the process in error messages
     * @param dir empty or absent; receives the log of the process
     * @param main the main class, which understands the commands of {@link JarJobMain}, and its arguments
     */
    static JobProcess start(String name, Path dir, List<String> main) throws IOException {
        Files.createDirectories(dir);
        return start(name, dir, System.getProperty("java.class.path"), main);
    }

    private static JobProcess start(String name, Path dir, String classPath, List<String> main) throws IOException {
        Path log = dir.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command(dir, classPath, main)).redirectError(log.toFile());
        // The job's options are those of the comparison alone.
        builder.environment().keySet().removeIf(variable -> variable.startsWith(ArrowgateOption.ENVIRONMENT_PREFIX));
        return new JobProcess(name, log, builder.start());
    }

    private static List<String> command(Path dir, String classPath, List<String> main) throws IOException {
        Path logging = dir.resolve("log4j2.properties");
        try (InputStream file = JobProcess.class.getResourceAsStream("/local/child-log4j2.properties")) {
            Files.copy(file, logging);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(BenchProcessLauncher.jvmFlags(HEAP));
        command.add("-Dlog4j2.configurationFile=" + logging);
        command.addAll(List.of("-cp", classPath));
        command.addAll(main);
        return command;
    }

    /** Copies the few classes of this build that the process needs, as its class path must not have the others. */
    private static void copyClasses(Path classes) throws IOException {
        for (Class<?> host : List.of(JarJobMain.class, MiniClusters.class)) {
            for (Class<?> type : host.getNestMembers()) {
                String name = type.getName().replace('.', '/') + ".class";
                Path copy = classes.resolve(name);
                Files.createDirectories(copy.getParent());
                try (InputStream content = type.getClassLoader().getResourceAsStream(name)) {
                    Files.copy(content, copy);
                }
            }
        }
    }

    /** Returns the main class that a job jar names in its manifest. */
    public static String mainClass(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "%s has no Main-Class in its manifest: give the job jar of a build".formatted(jar)));
        }
    }

    /** Submits the job with these options. */
    void submit(Map<String, String> options) throws IOException {
        Properties properties = new Properties();
        properties.putAll(options);
        Path file = Files.createTempFile(
                log.getParent(),
                "options",
                ".properties",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))); // Has passwords.
        try {
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            ask(file.toString(), JarJobMain.SUBMITTED);
        } finally {
            Files.delete(file);
        }
    }

    /** Cancels the job and returns the CPU time until this call. */
    CpuTime stop() throws IOException {
        String[] numbers = StringUtils.split(ask(JarJobMain.STOP, JarJobMain.MEASURED));
        return new CpuTime(Long.parseLong(numbers[0]), TimeUnit.MILLISECONDS.toNanos(Long.parseLong(numbers[1])));
    }

    long pid() {
        return process.pid();
    }

    /** Throws an exception, with the end of the log, if the process has ended. */
    void checkAlive() {
        if (!process.isAlive()) {
            throw failure("ended");
        }
    }

    /** Returns an exception that names the job and quotes the end of the log. */
    IllegalStateException failure(String what) {
        return new IllegalStateException("the process that runs %s %s%s".formatted(name, what, logTail()));
    }

    private String ask(String command, String expected) throws IOException {
        String reply;
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
            reply = replies.readLine();
        } catch (IOException e) {
            reply = null; // The pipe is broken: the process has ended.
        }
        if (reply == null || !reply.startsWith(expected)) {
            throw failure(reply == null ? "ended" : "answered '%s'".formatted(reply));
        }
        return reply.substring(expected.length());
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return "; the end of %s:%n%s".formatted(log, String.join(System.lineSeparator(), tail));
        } catch (IOException e) {
            return "; its log %s cannot be read: %s".formatted(log, e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // The process has ended already, or is ended below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
