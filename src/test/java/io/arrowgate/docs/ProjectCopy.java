package io.arrowgate.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.testing.TestAwait;
import io.arrowgate.testing.TestPorts;
import io.arrowgate.tools.cli.Arrowgate;
import io.arrowgate.tools.cli.CommandServer;
import io.arrowgate.tools.local.LocalClickHouse;
import io.arrowgate.tools.local.process.JvmModuleFlags;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs commands of the documentation in a copy of the project, as a reader does in a clone. The copy is built already, and the
 * servers that {@code up} starts have free ports.
 */
final class ProjectCopy implements AutoCloseable {
    /** Written by Git, the build and the local stack. */
    private static final Set<String> GENERATED = Set.of(".git", "target", ".arrowgate");

    private static final Path SHELL = Path.of("src/test/resources/docs/shell.sh");
    private static final String RUNNING = "Ctrl-C stops it.";
    private static final long STOP_SECONDS = 90;
    /** Ends a command that never ends; on a loaded machine others take long. */
    private static final long COMMAND_SECONDS = 300;

    private final Path work;
    private final Path root;
    private final Path systemTemp;
    private final Map<String, String> ports;
    private final List<Path> links = new ArrayList<>();
    private Process commandServer;
    private int commandServerPort;
    private Process up;
    private String upCommands = "";

    /**
     * Holds the result of a command.
     *
     * @param changedFiles files of the project that the command created, changed or deleted, relative to its root
     * @param tempFiles files in the system's folder of temporary files
     */
    record Result(int exitCode, String out, String err, Set<Path> changedFiles, List<Path> tempFiles) {}

    /** @param work empty folder for the copy and the files of this object */
    ProjectCopy(Path work) throws IOException {
        this.work = work.toAbsolutePath();
        root = Files.createDirectories(this.work.resolve("arrowgate"));
        systemTemp = Files.createDirectories(this.work.resolve("system-temp"));
        copyProject();
        addBuild();
        ports = Map.of(
                "KAFKA_PORT", port(),
                "CLICKHOUSE_PORT", port(),
                "FLINK_UI_PORT", port(),
                "LIVE_PORT", port());
    }

    private static String port() {
        return Integer.toString(TestPorts.next());
    }

    private void copyProject() throws IOException {
        Path project = Path.of("").toAbsolutePath();
        Files.walkFileTree(project, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (folder.getParent().equals(project)
                        && GENERATED.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(root.resolve(project.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!GENERATED.contains(project.relativize(file).toString())) {
                    Files.copy(file, root.resolve(project.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Adds what the launcher finds after a build, and the engine. */
    private void addBuild() throws IOException {
        Path target = Files.createDirectories(root.resolve("target"));
        Path jobJar = Path.of(System.getProperty("arrowgate.job.jar")).toAbsolutePath();
        link(target.resolve("classes"), classes());
        link(target.resolve(jobJar.getFileName()), jobJar);
        Files.writeString(target.resolve("launcher.classpath"), classPath());
        Path engine = Path.of(System.getProperty(LocalClickHouse.Options.ENGINE_DIR_PROPERTY, ".arrowgate/engine"));
        // The first command may download the engine through the link.
        link(
                Files.createDirectories(root.resolve(".arrowgate")).resolve("engine"),
                Files.createDirectories(engine.toAbsolutePath()));
        Files.createFile(target.resolve("launcher.stamp"));
    }

    private void link(Path link, Path file) throws IOException {
        links.add(Files.createSymbolicLink(link, file));
    }

    /** Returns the class path of this process for one with another working directory. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path classes() {
        try {
            return Path.of(Arrowgate.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs a command in Bash.
     *
     * @param inOneProcess whether calls of the launcher run in one process, and do not start a JVM each
     */
    Result run(String command, boolean inOneProcess) throws Exception {
        Map<Path, String> before = files();
        Path out = work.resolve("out");
        Path err = work.resolve("err");
        ProcessBuilder builder = process("bash", "-c", Files.readString(SHELL) + command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        if (inOneProcess) {
            builder.environment().put("COMMAND_SERVER_PORT", Integer.toString(commandServerPort()));
        }
        Process process = builder.start();
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return result(process.waitFor(), Files.readString(out), Files.readString(err), before);
    }

    /**
     * Stops the running stack, starts {@code up} and waits until it is ready.
     *
     * @param inOneProcess whether it runs in the process of other commands
     */
    Result up(ShellCommand command, boolean inOneProcess) throws Exception {
        stop();
        Map<Path, String> before = files();
        Path folder = Files.createTempDirectory(work, "up");
        Path out = folder.resolve("out");
        ProcessBuilder builder;
        if (inOneProcess) {
            builder = process("bash", "-c", Files.readString(SHELL) + command.text())
                    .redirectOutput(folder.resolve("shell").toFile());
            builder.environment().put("COMMAND_SERVER_PORT", Integer.toString(commandServerPort()));
            builder.environment().put("COMMAND_FOLDER", folder.toString());
        } else {
            builder = process("bash", "-c", "exec " + command.text()).redirectOutput(out.toFile());
            addPorts(builder);
        }
        upCommands += "\n" + command.text();
        up = builder.redirectErrorStream(true).start();
        TestAwait.await(command.text())
                .until(() -> !up.isAlive()
                        || Files.exists(out) && Files.readString(out).contains(RUNNING));
        return result(up.isAlive() ? 0 : up.exitValue(), output(folder), "", before);
    }

    private void addPorts(ProcessBuilder builder) {
        ports.forEach((name, port) -> builder.environment().put("ARROWGATE_" + name, port));
    }

    /** Returns what the command has printed, in one process or not. */
    private static String output(Path folder) throws IOException {
        StringBuilder output = new StringBuilder();
        for (String name : List.of("out", "err")) {
            Path file = folder.resolve(name);
            output.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return output.toString();
    }

    private Result result(int exitCode, String out, String err, Map<Path, String> before) throws IOException {
        Set<Path> changed = new TreeSet<>();
        Map<Path, String> after = files();
        Stream.of(before, after).flatMap(files -> files.keySet().stream()).forEach(file -> {
            if (!Objects.equals(before.get(file), after.get(file))) {
                changed.add(file);
            }
        });
        try (Stream<Path> temporary = Files.list(systemTemp)) {
            return new Result(exitCode, out, err, changed, temporary.toList());
        }
    }

    private void stop() throws Exception {
        if (up == null) {
            return;
        }
        up.destroy();
        if (!up.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            up.destroyForcibly();
        }
        up = null;
    }

    /** Returns the commands so far whose stacks write files until they are replaced. */
    String upCommands() {
        return upCommands;
    }

    Path path(String file) {
        return root.resolve(file).normalize();
    }

    private Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return GENERATED.contains(root.relativize(folder).toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.put(root.relativize(file), attributes.size() + " bytes of " + attributes.lastModifiedTime());
                return FileVisitResult.CONTINUE;
            }

            /** Leaves out a file that the running stack renames or deletes meanwhile. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            /** Goes on if the running stack deletes a folder whose entries are being read. */
            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                return failure == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, failure);
            }
        });
        return files;
    }

    private ProcessBuilder process(String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).redirectInput(new File("/dev/null"));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("ARROWGATE_"));
        environment.putAll(ports);
        environment.put("WORK", work.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("TMPDIR", systemTemp.toString());
        // The launcher sets the folder of each process; this one is for a JVM that it forgets.
        environment.merge("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + systemTemp, (given, own) -> given + " " + own);
        return builder;
    }

    private int commandServerPort() throws IOException {
        if (commandServer == null) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
            command.addAll(JvmModuleFlags.ofThisJvm());
            Path temp = Files.createDirectories(root.resolve(".arrowgate/tmp/commands"));
            command.addAll(List.of(
                    "-Duser.timezone=UTC",
                    "-Djava.io.tmpdir=" + temp,
                    "-Djna.tmpdir=" + temp,
                    "-Darrowgate.home=" + root,
                    "-Darrowgate.logs=" + root.resolve(".arrowgate/logs"),
                    "-Darrowgate.process=commands",
                    "-cp",
                    classPath(),
                    CommandServer.class.getName()));
            ProcessBuilder builder = process(command.toArray(String[]::new))
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectError(work.resolve("commands").toFile());
            addPorts(builder);
            commandServer = builder.start();
            BufferedReader out = new BufferedReader(new InputStreamReader(commandServer.getInputStream(), UTF_8));
            commandServerPort = Integer.parseInt(out.readLine());
        }
        return commandServerPort;
    }

    @Override
    public void close() throws Exception {
        stop();
        if (commandServer != null) {
            commandServer.destroy();
            commandServer.waitFor();
        }
        for (Path link : links) {
            Files.delete(link);
        }
    }
}
