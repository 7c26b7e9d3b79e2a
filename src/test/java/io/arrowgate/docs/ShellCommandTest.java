package io.arrowgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandTest {
    @Test
    void linesWithoutContinuationAreCommands() {
        List<ShellCommand> commands = ShellCommand.parse("""
                ./arrowgate up    # until Ctrl-C

                # a comment
                ./arrowgate report 'list it' --html "a b.html"
                """);

        assertThat(commands)
                .extracting(ShellCommand::programs)
                .containsExactly(
                        List.of(List.of("./arrowgate", "up")),
                        List.of(List.of("./arrowgate", "report", "list it", "--html", "a b.html")));
        assertThat(commands).extracting(ShellCommand::isUp).containsExactly(true, false);
    }

    @Test
    void pipelinesAndQuotedTextsContinueOverLines() {
        List<ShellCommand> commands = ShellCommand.parse("""
                printf '%s\\n' 'a
                b' \\
                    | ./arrowgate produce --file - &&
                    wc -l
                curl -d "SELECT 1
                    FROM x" > out.txt
                """);

        assertThat(commands)
                .extracting(ShellCommand::programs)
                .containsExactly(
                        List.of(
                                List.of("printf", "%s\\n", "a\nb"),
                                List.of("./arrowgate", "produce", "--file", "-"),
                                List.of("wc", "-l")),
                        List.of(List.of("curl", "-d", "SELECT 1\n    FROM x")));
        assertThat(commands.get(0).text()).startsWith("printf").endsWith("wc -l");
        assertThat(commands.get(1).outputFiles()).containsExactly("out.txt");
    }

    @Test
    void assignmentsAreOmittedAndSubstitutionsAndPlaceholdersAreWords() {
        List<ShellCommand> commands =
                ShellCommand.parse("A=$B ./arrowgate archive --day \"$(date -u +%F)\" --to-day $(date +%F) <job id>");

        assertThat(commands.get(0).arrowgateArguments())
                .containsExactly(List.of("archive", "--day", "$(date -u +%F)", "--to-day", "$(date +%F)", "<job id>"));
    }
}
