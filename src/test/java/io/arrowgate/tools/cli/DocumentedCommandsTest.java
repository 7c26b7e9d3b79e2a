package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.arrowgate.config.OptionFlags;
import io.arrowgate.docs.CodeBlock;
import io.arrowgate.docs.MarkdownPages;
import io.arrowgate.docs.ShellCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Parses every {@code ./arrowgate} command of the documentation with the command line's own parser. */
class DocumentedCommandsTest {
    private static final Pattern TABLE_COMMAND = Pattern.compile("(?m)^\\|.*?`(\\./arrowgate [^`]+)`");
    private static final Pattern MENTIONED_COMMAND = Pattern.compile("`(\\./arrowgate [^`]+)`");

    static List<String> commands() {
        return MarkdownPages.all().stream()
                .flatMap(page -> Stream.concat(
                        CodeBlock.of(page).stream()
                                .filter(block -> block.isIn("sh", "console"))
                                .flatMap(block -> block.commands().stream()),
                        matches(TABLE_COMMAND, page)))
                .flatMap(command -> command.arrowgateArguments().stream())
                .map(words -> String.join("\n", words))
                // DocumentationIT runs commands with substitutions.
                .filter(command -> !command.contains("$("))
                .distinct()
                .toList();
    }

    static List<String> mentionedCommands() {
        return MarkdownPages.all().stream()
                .flatMap(page -> matches(MENTIONED_COMMAND, page))
                .flatMap(command -> command.arrowgateArguments().stream())
                .map(words -> String.join("\n", words))
                .distinct()
                .toList();
    }

    private static Stream<ShellCommand> matches(Pattern pattern, Path page) {
        return pattern.matcher(read(page)).results().flatMap(match -> ShellCommand.parse(match.group(1)).stream());
    }

    @Test
    void documentationHasCommands() {
        assertThat(commands()).hasSizeGreaterThan(50);
        assertThat(mentionedCommands()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandIsAccepted(String command) {
        assertThatCode(() -> Arrowgate.commandLine().parseArgs(OptionFlags.expand(command.split("\n"))))
                .doesNotThrowAnyException();
    }

    /** A command in a sentence may have placeholders, and lack required options. */
    @ParameterizedTest
    @MethodSource("mentionedCommands")
    void mentionedCommandAndOptionsExist(String command) {
        CommandLine current = Arrowgate.commandLine();
        for (String word : command.split("\n", -1)) {
            if (word.startsWith("--")) {
                String option = word.replaceFirst("=.*", "");
                assertThat(current.getCommandSpec().findOption(option))
                        .as(option)
                        .isNotNull();
            } else if (!word.equals("COMMAND") && !current.getSubcommands().isEmpty()) {
                CommandLine subcommand = current.getSubcommands().get(word);
                assertThat(subcommand != null || takesArguments(current))
                        .as(word)
                        .isTrue();
                current = subcommand == null ? current : subcommand;
            }
        }
    }

    private static boolean takesArguments(CommandLine command) {
        return !command.getCommandSpec().positionalParameters().isEmpty();
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
