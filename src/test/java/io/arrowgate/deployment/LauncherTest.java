package io.arrowgate.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the launcher in a clone that is built already and in a release, with a Java that prints its arguments. */
class LauncherTest {
    private static final String PRINTS_ARGUMENTS = "#!/bin/sh\necho \"$@\"\n";

    @TempDir
    private Path root;

    private Path java;

    @BeforeEach
    void createBuiltProject() throws IOException {
        Files.copy(Path.of("arrowgate"), root.resolve("arrowgate"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createDirectories(root.resolve("src/main/launcher"));
        Files.createFile(root.resolve("src/main/launcher/help.txt"));
        Files.createDirectories(root.resolve("target/classes"));
        Files.createFile(root.resolve("target/arrowgate-1.jar"));
        Files.createFile(root.resolve("target/launcher.classpath"));
        Files.createFile(root.resolve("target/launcher.stamp"));
        java = Files.createDirectories(root.resolve("jdk/bin")).resolve("java");
        writeJava(PRINTS_ARGUMENTS);
    }

    private void writeJava(String script) throws IOException {
        Files.writeString(java, script);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void release(String version) throws IOException {
        Files.writeString(
                root.resolve("jdk/release"), "IMPLEMENTOR=\"A vendor\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_392", "11.0.22", "16"})
    void olderJavaIsRejectedWithItsVersionAndTheRemedy(String version) throws Exception {
        release(version);

        Outcome outcome = launch();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors())
                .isEqualTo(
                        "arrowgate: %s is Java %s, which is too old; install JDK 17, 21 or 25, or set JAVA_HOME to one%n"
                                .formatted(java, version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "17.0.15", "21.0.8", "25.0.3"})
    void testedJavaRunsWithoutAWarning(String version) throws Exception {
        release(version);

        Outcome outcome = launch();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).endsWith("io.arrowgate.tools.cli.Arrowgate streams list\n");
        assertThat(outcome.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"18.0.2", "24", "26-ea"})
    void otherNewerJavaRunsWithAWarning(String version) throws Exception {
        release(version);

        Outcome outcome = launch();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.output()).endsWith("io.arrowgate.tools.cli.Arrowgate streams list\n");
        assertThat(outcome.errors())
                .isEqualTo("arrowgate: %s is Java %s, which is untested; tested versions are 17, 21 and 25%n"
                        .formatted(java, version));
    }

    @Test
    void javaWithoutAReleaseFileReportsItsVersionItself() throws Exception {
        writeJava("#!/bin/sh\necho '    java.version = 11.0.22' >&2\n");

        Outcome outcome = launch();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("is Java 11.0.22, which is too old");
    }

    @Test
    void flagsOfNewJdksFollowTheOneThatMakesOldJdksIgnoreThem() throws Exception {
        release("17");

        assertThat(launch().output())
                .startsWith("-XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow ");
    }

    @ParameterizedTest
    @CsvSource({
        "streams list,true,false",
        "sql,true,false",
        "produce,false,false",
        "verify,false,false",
        "up,false,true",
        "job,false,true"
    })
    void compilerSuitsTheCommand(String command, boolean isShort, boolean isMostlyIdle) throws Exception {
        release("17");

        String flags = launch(command.split(" ")).output();

        assertThat(flags.contains(" -XX:TieredStopAtLevel=1 ")).isEqualTo(isShort);
        assertThat(flags.contains(" -XX:Tier4InvocationThreshold=")).isEqualTo(isMostlyIdle);
    }

    @Test
    void numbersAreEnglishLikeTheTexts() throws Exception {
        release("17");

        assertThat(launch().output()).contains(" -Duser.language=en -Duser.country=US ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up --data-dir own", "up --data-dir=own --free-ports", "up --data.dir=own"})
    void dataDirectoryAlsoHasLogsAndTemporaryFiles(String arguments) throws Exception {
        release("17");

        assertThat(launch(arguments.split(" ")).output())
                .contains("-Darrowgate.logs=" + root.resolve("own/logs"))
                .contains("-Djava.io.tmpdir=" + root.resolve("own/tmp") + "/")
                .contains("-Darrowgate.engine.dir=" + root.resolve(".arrowgate/engine"));
        assertThat(root.resolve(".arrowgate")).doesNotExist();
    }

    @Test
    void unusableDataDirectoryIsReportedWithTheRemedy() throws Exception {
        release("17");
        Files.createFile(root.resolve("own"));

        Outcome outcome = launch("up", "--data-dir=own");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errors())
                .isEqualTo("arrowgate: '%s/own' is not a writable folder; give one of your own with --data-dir%n"
                        .formatted(root));
    }

    @Test
    void missingJavaIsReportedWithTheValueOfJavaHome() throws Exception {
        Files.delete(java);

        Outcome outcome = launch();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .isEqualTo(
                        "arrowgate: JAVA_HOME is '%s/jdk', which has no bin/java; set it to JDK 17, 21 or 25, or unset it%n"
                                .formatted(root));
    }

    @Test
    void buildWithAJreIsReportedWithItsPath() throws Exception {
        release("17");
        Files.delete(root.resolve("target/launcher.stamp"));

        assertThat(launch().errors())
                .isEqualTo(
                        "arrowgate: %s/jdk/bin/javac is not there: a JRE cannot build; install JDK 17, 21 or 25, or set JAVA_HOME to one%n"
                                .formatted(root));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "env"})
    void anyShellStartsTheLauncher(String shell) throws Exception {
        release("17");

        assertThat(start(shell, "streams", "list").output()).endsWith("Arrowgate streams list\n");
    }

    @Test
    void blanksInPathsAndArgumentsAreKept() throws Exception {
        release("17");
        Path clone = Files.move(root.resolve("jdk"), root.resolve("my jdk")).resolveSibling("a clone");
        Files.createDirectory(clone);
        for (String file : List.of("arrowgate", "pom.xml", "src", "target")) {
            Files.move(root.resolve(file), clone.resolve(file));
        }
        java = root.resolve("my jdk/bin/java");
        writeJava("#!/bin/sh\nprintf '<%s>' \"$@\"\n");

        Outcome outcome = run(
                List.of(clone.resolve("arrowgate").toString(), "report", "--station", "34 ST"), root.resolve("my jdk"));

        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output())
                .contains("<-Darrowgate.home=" + clone + ">", "<-cp><" + clone + "/target/classes:>")
                .endsWith("<report><--station><34 ST>");
    }

    @ParameterizedTest
    @CsvSource({"C, C.UTF-8", "C.UTF-8, C.UTF-8", "en_US.ISO-8859-1, C.UTF-8"})
    void outputIsInUtf8InAnyLocale(String given, String expected) throws Exception {
        release("17");
        writeJava("#!/bin/sh\necho \"$LC_ALL\"\n");

        assertThat(run(
                                List.of(
                                        "env",
                                        "LC_ALL=" + given,
                                        root.resolve("arrowgate").toString(),
                                        "report"),
                                root.resolve("jdk"))
                        .output())
                .isEqualTo(expected + "\n");
    }

    @Test
    void symbolicLinkStartsTheLauncherFromAnyFolder() throws Exception {
        release("17");
        Path link = Files.createSymbolicLink(
                Files.createDirectory(root.resolve("bin")).resolve("ag"), root.resolve("arrowgate"));

        assertThat(run(List.of(link.toString(), "streams", "list"), root.resolve("jdk"))
                        .output())
                .contains("-Darrowgate.home=" + root + " ");
    }

    @Test
    void releaseRunsItsJarsWithoutABuild() throws Exception {
        release("17");
        turnIntoRelease();

        Outcome outcome = launch();

        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output())
                .contains("-Darrowgate.job.jar=" + root.resolve("arrowgate-1.2.3.jar"))
                .contains("-Darrowgate.home=" + root + " ")
                .contains("-Darrowgate.logs=" + root.resolve(".arrowgate/logs"))
                .contains("-cp %1$s/lib/arrowgate-tools-1.2.3.jar:%1$s/lib/flink-core-2.jar ".formatted(root));
        assertThat(root.resolve("target")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"--version, arrowgate 1.2.3", "--help, Help of the release"})
    void releasePrintsItsVersionAndHelpWithoutJava(String option, String expected) throws Exception {
        turnIntoRelease();
        Files.delete(java);

        assertThat(launch(option).output()).isEqualTo(expected + "\n");
    }

    @Test
    void folderThatIsNeitherACloneNorAReleaseIsReportedWithTheRemedy() throws Exception {
        Files.delete(root.resolve("pom.xml"));

        Outcome outcome = launch();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .isEqualTo("arrowgate: %s/lib/help.txt is not there; unzip the release again, or clone the project%n"
                        .formatted(root));
    }

    @Test
    void buildShowsItsGoalAndDownloadsOnATerminal() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) makes a terminal");
        release("17");
        Files.delete(root.resolve("target/launcher.stamp"));
        Files.createFile(root.resolve("jdk/bin/javac"));
        Files.setPosixFilePermissions(root.resolve("jdk/bin/javac"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path terminal = root.resolve("terminal");
        // Ends when the launcher has shown the progress.
        Path mvn = Files.writeString(root.resolve("jdk/bin/mvn"), """
                #!/bin/sh
                echo '[INFO] --- maven-compiler-plugin:3.14.0:compile (default-compile) @ arrowgate ---'
                echo '[INFO] Downloaded from central: https://host/a.jar (13 kB at 1.2 MB/s)'
                until grep -aq 'Building Arrowgate: .* s, compile, 1 files downloaded' '%s'; do sleep 0.1; done
                """.formatted(terminal));
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder script = new ProcessBuilder(
                        "script",
                        "-qefc",
                        "bash '%s' streams list".formatted(root.resolve("arrowgate")),
                        terminal.toString())
                .redirectErrorStream(true);
        script.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        script.environment().merge("PATH", "", (path, none) -> root.resolve("jdk/bin") + ":" + path);
        Process process = script.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("Building Arrowgate (first use, takes a minute)…")
                .contains("streams list");
        assertThat(root.resolve("target/launcher.stamp")).exists();
    }

    private void turnIntoRelease() throws IOException {
        for (String folder : List.of("src", "target")) {
            FileUtils.deleteDirectory(root.resolve(folder).toFile());
        }
        Files.delete(root.resolve("pom.xml"));
        Files.createFile(root.resolve("arrowgate-1.2.3.jar"));
        Path lib = Files.createDirectory(root.resolve("lib"));
        Files.writeString(lib.resolve("help.txt"), "Help of the release\n");
        Files.createFile(lib.resolve("arrowgate-tools-1.2.3.jar"));
        Files.createFile(lib.resolve("flink-core-2.jar"));
    }

    private record Outcome(int exitCode, String output, String errors) {}

    private Outcome launch() throws Exception {
        return launch("streams", "list");
    }

    private Outcome launch(String... arguments) throws Exception {
        return start("bash", arguments);
    }

    private Outcome start(String shell, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(shell, root.resolve("arrowgate").toString()));
        command.addAll(List.of(arguments));
        return run(command, root.resolve("jdk"));
    }

    private Outcome run(List<String> command, Path javaHome) throws Exception {
        Path errors = root.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output, Files.readString(errors));
    }
}
