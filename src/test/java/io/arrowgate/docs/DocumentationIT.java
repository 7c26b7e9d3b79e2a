package io.arrowgate.docs;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every {@code sh} and {@code sql} block of the README and of docs in order, in a copy of the project.
 *
 * <ul>
 *   <li>The README is first. The pages that use its stack and its data follow, and then those that start a stack of their own with
 *       {@code up}, which replaces the one that runs.
 *   <li>The launcher starts the stack of the README and sends its events; {@link ProjectCopy} runs all other commands in one
 *       process.
 *   <li>A command or statement fails the test if its exit code is not 0, or if it shows nothing: no line, a heading without
 *       rows, or only zeros.
 *   <li>A command changes nothing but {@code .arrowgate}, {@code target} and the files that it names. The running stack may also
 *       change those that {@code up} names.
 *   <li>Commands that need a cluster, containers or more than a minute are in {@code console} blocks, which ShellBlocksTest
 *       checks.
 * </ul>
 */
@Tag("long")
class DocumentationIT {
    private static final Path README = Path.of("README.md");
    /** Commands of the README that run through the launcher, in a process of their own. */
    private static final List<String> LAUNCHED = List.of("up", "produce");
    /** Limits the pages after the README to those whose path contains a text. */
    private static final String SELECTED = "arrowgate.docs";

    private static ProjectCopy project;

    @BeforeAll
    static void copyProject(@TempDir Path folder) throws Exception {
        project = new ProjectCopy(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        project.close();
    }

    @TestFactory
    Stream<DynamicContainer> pages() {
        return MarkdownPages.forUsers().stream()
                .filter(page -> page.equals(README) || page.toString().contains(System.getProperty(SELECTED, "")))
                .sorted(comparing((Path page) -> !page.equals(README)).thenComparing(DocumentationIT::startsStack))
                .map(page ->
                        dynamicContainer(page.toString(), blocks(page).stream().flatMap(DocumentationIT::tests)));
    }

    private static List<CodeBlock> blocks(Path page) {
        return CodeBlock.of(page).stream()
                .filter(block -> block.isIn("sh", "sql"))
                .toList();
    }

    private static boolean startsStack(Path page) {
        return blocks(page).stream()
                .filter(block -> block.isIn("sh"))
                .flatMap(block -> block.commands().stream())
                .anyMatch(ShellCommand::isUp);
    }

    private static Stream<DynamicTest> tests(CodeBlock block) {
        return block.isIn("sql")
                ? block.statements().stream()
                        .map(statement -> dynamicTest(name(block, statement), () -> checkStatement(statement)))
                : block.commands().stream()
                        .map(command -> dynamicTest(name(block, command.text()), () -> checkCommand(block, command)));
    }

    private static String name(CodeBlock block, String text) {
        return "%s: %s".formatted(block, text.lines().findFirst().orElse(""));
    }

    private static void checkStatement(String statement) throws Exception {
        Path file = Files.writeString(project.path(".arrowgate/statement.sql"), statement);

        ProjectCopy.Result result = project.run(
                "curl -H @.arrowgate/clickhouse.header http://127.0.0.1:8123/ --data-binary @" + file, true);

        assertThat(result.exitCode()).as(result.toString()).isZero();
        if (!statement.startsWith("ALTER")) {
            assertShowsSomething(result.out());
        }
    }

    private static void checkCommand(CodeBlock block, ShellCommand command) throws Exception {
        boolean inOneProcess = !block.page().equals(README) || !isLaunched(command);
        ProjectCopy.Result result =
                command.isUp() ? project.up(command, inOneProcess) : project.run(command.text(), inOneProcess);

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.changedFiles()).allMatch(file -> isNamed(file, command.text() + project.upCommands()));
        assertThat(result.tempFiles()).isEmpty();
        for (String file : command.outputFiles()) {
            assertThat(project.path(file)).content().satisfies(DocumentationIT::assertShowsSomething);
        }
        if (command.outputFiles().isEmpty() && !isQuiet(command)) {
            assertShowsSomething(result.out() + result.err());
        }
    }

    private static boolean isLaunched(ShellCommand command) {
        return command.arrowgateArguments().stream()
                .anyMatch(arguments -> LAUNCHED.stream().anyMatch(arguments::contains));
    }

    /** Returns whether the commands have the path of the file, or of a folder that contains it. */
    private static boolean isNamed(Path file, String commands) {
        for (Path path = file; path != null; path = path.getParent()) {
            if (commands.contains(path.toString())) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the command prints nothing if it succeeds. */
    private static boolean isQuiet(ShellCommand command) {
        return List.of("sed", "cp", "mkdir").contains(command.programs().get(0).get(0));
    }

    private static void assertShowsSomething(String output) {
        assertThat(output).isNotBlank().doesNotContainPattern("(?m)^(No rows|0 dead letters)");
        assertThat(output.split("\\s+")).as("only zeros").anyMatch(value -> !value.matches("0|nan|\\\\N|"));
    }
}
