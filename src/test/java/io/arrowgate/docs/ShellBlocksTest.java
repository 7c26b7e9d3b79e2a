package io.arrowgate.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.arrowgate.config.JobCommandLine;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the commands of {@code sh} and {@code console} blocks without running them: syntax, programs, options of the job, and paths in
 * the project. DocumentedCommandsTest parses calls of the launcher, and DocumentationIT runs {@code sh} blocks.
 */
class ShellBlocksTest {
    private static final Set<String> PROGRAMS = Set.of(
            ShellCommand.LAUNCHER,
            ".",
            "awk",
            "cp",
            "curl",
            "docker",
            "echo",
            "export",
            "flink",
            "go",
            "grep",
            "head",
            "java",
            "kafka-acls.sh",
            "kafka-console-producer.sh",
            "kafka-topics.sh",
            "mkdir",
            "mvn",
            "node",
            "npm",
            "printf",
            "python3",
            "sed",
            "target/venv/bin/pip",
            "target/venv/bin/python");

    private static final Set<String> FLINK_ACTIONS = Set.of("run", "stop", "cancel", "list");
    private static final Pattern JOB_JAR = Pattern.compile("target/arrowgate-.*\\.jar");
    private static final Pattern VERSION = Pattern.compile("arrowgate(?:-|:)(\\d+\\.\\d+\\.\\d+[\\w-]*?)(?:\\.jar)?$");
    private static final String PLACEHOLDER = "…";

    static List<CodeBlock> runnableBlocks() {
        return blocks("sh");
    }

    private static List<CodeBlock> blocks(String... languages) {
        return MarkdownPages.forUsers().stream()
                .flatMap(page -> CodeBlock.of(page).stream())
                .filter(block -> block.isIn(languages))
                .toList();
    }

    private static List<ShellCommand> commands(String... languages) {
        return blocks(languages).stream()
                .flatMap(block -> block.commands().stream())
                .toList();
    }

    static List<List<String>> programs() {
        return commands("sh", "console").stream()
                .flatMap(command -> command.programs().stream())
                .distinct()
                .toList();
    }

    @Test
    void everyBlockHasAKnownLanguage() {
        assertThat(MarkdownPages.forUsers().stream()
                        .flatMap(page -> CodeBlock.of(page).stream())
                        .filter(block -> !block.isIn(
                                "sh", "sql", "console", "text", "json", "yaml", "properties", "python", "mermaid")))
                .isEmpty();
        assertThat(commands("console")).hasSizeGreaterThan(20);
        assertThat(commands("sh")).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("runnableBlocks")
    void blockHasTheSyntaxOfBash(CodeBlock block) throws Exception {
        Process bash = new ProcessBuilder("bash", "-n", "-c", block.text())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(bash.waitFor()).isZero();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programIsKnown(List<String> words) {
        String program = words.get(0);

        assertThat(PROGRAMS.contains(program) || Files.isExecutable(Path.of(program)))
                .as(program)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void pathInTheProjectExists(List<String> words) {
        assertThat(words).filteredOn(ShellBlocksTest::isInProject).allSatisfy(path -> assertThat(Path.of(path))
                .exists());
    }

    private static boolean isInProject(String word) {
        return word.matches("\\w[\\w.-]*(/[\\w.-]+)+")
                && Files.isDirectory(Path.of(word.split("/", -1)[0]))
                && !word.startsWith("target/");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void versionIsTheCurrentOne(List<String> words) throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(words.stream().flatMap(word -> VERSION.matcher(word).results()))
                .allSatisfy(version -> assertThat(pom).contains("<version>" + version.group(1) + "</version>"));
    }

    static Stream<List<String>> jobOptions() {
        return programs().stream()
                .filter(words -> words.get(0).equals("flink") || words.contains("standalone-job"))
                .map(words -> words.stream()
                        .dropWhile(word -> !JOB_JAR.matcher(word).matches() && !word.startsWith("jobmanager.rpc"))
                        .skip(1)
                        .filter(word -> !word.equals(PLACEHOLDER))
                        .toList())
                .filter(options -> !options.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("jobOptions")
    void optionOfTheJobIsKnown(List<String> options) {
        assertThatCode(() -> JobCommandLine.parse(
                        options.toArray(String[]::new), Map.of(), new PrintWriter(Writer.nullWriter())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void actionOfFlinkIsKnown(List<String> words) {
        int flink = words.indexOf("flink");

        assertThat(flink < 0 || FLINK_ACTIONS.contains(words.get(flink + 1))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void serviceOfDockerComposeExists(List<String> words) throws Exception {
        String services = Files.readString(Path.of("docker-compose.yml"));

        words.stream()
                .dropWhile(word -> !List.of("exec", "run", "logs").contains(word))
                .skip(words.get(0).equals("docker") && words.get(1).equals("compose") ? 1 : words.size())
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .ifPresent(service -> assertThat(services).contains("\n  " + service + ":\n"));
    }
}
