package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.arrowgate.config.OptionFlags;
import io.arrowgate.docs.MarkdownPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parses every {@code ./arrowgate} command of the documentation with the command line's own parser. */
class DocumentedCommandsTest {
    private static final Pattern SHELL_BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");
    private static final Pattern TABLE_COMMAND = Pattern.compile("(?m)^\\|.*?`(\\./arrowgate [^`]+)`");
    private static final Pattern CONTINUATION = Pattern.compile("\\\\\n\\s*");
    /** Up to a comment, a redirection or a pipe. */
    private static final Pattern COMMAND = Pattern.compile("\\./arrowgate ((?:'[^']*'|\"[^\"]*\"|[^'\"#|>\n])+)");

    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|\\S)+");

    static List<String> commands() {
        return MarkdownPages.all().stream()
                .flatMap(page -> commands(read(page)))
                .distinct()
                .toList();
    }

    private static Stream<String> commands(String page) {
        Stream<String> blocks = SHELL_BLOCK.matcher(page).results().map(block -> CONTINUATION
                .matcher(block.group(1))
                .replaceAll(" "));
        Stream<String> cells = TABLE_COMMAND.matcher(page).results().map(cell -> cell.group(1));
        return Stream.concat(blocks, cells)
                .flatMap(text -> COMMAND.matcher(text).results().map(command -> command.group(1)
                        .strip()));
    }

    @Test
    void documentationHasCommands() {
        assertThat(commands()).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandIsAccepted(String command) {
        String[] words = WORD.matcher(command)
                .results()
                .map(MatchResult::group)
                .map(word -> word.replaceAll("['\"]", ""))
                .toArray(String[]::new);

        assertThatCode(() -> Arrowgate.commandLine().parseArgs(OptionFlags.expand(words)))
                .doesNotThrowAnyException();
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
