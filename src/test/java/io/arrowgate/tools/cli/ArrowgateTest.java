package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.OptionFlags;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ArrowgateTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("produce");
    }

    @Test
    void helpOfProduceShowsDottedAndDashedFlags() {
        assertThat(run("produce", "--help")).isZero();

        assertThat(out.toString()).contains("--kafka.bootstrap-servers, --kafka-bootstrap-servers", "--rate=N/s");
    }

    @Test
    void misspeltOptionIsUsageWithASuggestion() {
        assertThat(run("produce", "--stream", "sensors", "--fle=x")).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString())
                .contains("arrowgate: unknown option '--fle'; did you mean '--file'?")
                .contains("See 'arrowgate produce --help'.");
    }

    static Stream<Arguments> leafCommands() {
        return leaves(List.of(), Arrowgate.commandLine());
    }

    private static Stream<Arguments> leaves(List<String> names, CommandLine command) {
        if (command.getSubcommands().isEmpty()) {
            return Stream.of(Arguments.of(String.join(" ", names)));
        }
        return command.getSubcommands().entrySet().stream()
                .flatMap(each -> leaves(
                        Stream.concat(names.stream(), Stream.of(each.getKey())).toList(), each.getValue()));
    }

    @ParameterizedTest
    @MethodSource("leafCommands")
    void unknownOptionIsReportedBeforeAMissingOne(String command) {
        String[] arguments = (command + " --hlep").split(" ");

        assertThat(run(arguments)).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString())
                .startsWith("arrowgate: unknown option '--hlep'; did you mean '--help'?")
                .contains("See 'arrowgate " + command + " --help'.")
                .hasLineCount(2);
    }

    @Test
    void misspeltRequiredOptionIsReportedWithASuggestion() {
        assertThat(run("produce", "--steam", "turnstiles", "--generate", "5")).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("arrowgate: unknown option '--steam'; did you mean '--stream'?");
    }

    @Test
    void misspeltCommandIsUsageWithASuggestion() {
        assertThat(run("prodcue")).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("unknown argument 'prodcue'; did you mean 'produce'?");
    }

    @Test
    void unknownStreamIsUsageWithASuggestion() {
        assertThat(run("produce", "--stream", "sensor")).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("did you mean 'sensors'?");
    }

    @Test
    void missingFileFailsWithoutAStackTrace() {
        assertThat(run("produce", "--stream", "turnstiles", "--file", "absent.csv"))
                .isEqualTo(Arrowgate.FAILED);

        assertThat(err.toString().strip()).isEqualTo("arrowgate: file does not exist: absent.csv");
    }

    @Test
    void fileAndSyntheticEventsAreMutuallyExclusive() {
        assertThat(run("produce", "--stream", "sensors", "--file", "x", "--generate", "5"))
                .isEqualTo(Arrowgate.USAGE);
    }

    @Test
    void invalidRateIsUsageError() {
        assertThat(run("produce", "--stream", "sensors", "--rate", "fast")).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("'fast' is not a rate; give for example 5000/s");
    }

    private int run(String... args) {
        CommandLine commandLine = Arrowgate.commandLine();
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(OptionFlags.expand(args));
    }
}
