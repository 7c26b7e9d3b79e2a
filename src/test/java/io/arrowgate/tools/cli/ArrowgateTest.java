package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.OptionFlags;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
