package io.arrowgate.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.arrowgate.config.OptionFlags;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    void launcherHelpIsTheHelpOfTheCommandLine() throws IOException {
        run("--help");

        assertThat(Path.of("src/main/launcher/help.txt")).hasContent(out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "help"})
    void launcherPrintsTheCommandsWithoutJavaOrABuild(String argument, @TempDir Path root) throws Exception {
        assertThat(launch(root, argument)).isEqualTo(Files.readString(Path.of("src/main/launcher/help.txt")));
        assertThat(root.resolve("target")).doesNotExist();
    }

    @Test
    void launcherPrintsTheVersionWithoutABuild(@TempDir Path root) throws Exception {
        assertThat(launch(root, "--version")).matches("arrowgate \\d+\\.\\d+\\.\\d+.*\n");
    }

    private static String launch(Path root, String argument) throws Exception {
        for (String file : List.of("arrowgate", "pom.xml", "src/main/launcher/help.txt")) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.copy(Path.of(file), root.resolve(file));
        }
        ProcessBuilder builder = new ProcessBuilder(
                argument.isEmpty() ? List.of("bash", "arrowgate") : List.of("bash", "arrowgate", argument));
        builder.environment().put("JAVA_HOME", "/absent");
        Process launcher =
                builder.directory(root.toFile()).redirectErrorStream(true).start();
        String output = new String(launcher.getInputStream().readAllBytes(), UTF_8);
        assertThat(launcher.waitFor()).as(output).isZero();
        return output;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "produce --stream=sensors --kafka-port=1",
                "produce --stream=sensors --generate=1 --wait --kafka-bootstrap-servers=localhost:1",
                "sql --query=SHOW --clickhouse-port=1",
                "report busiest_stations --clickhouse-port=1",
                "migrate --clickhouse-url=http://localhost:1",
                "verify --kafka-port=1",
                "dead-letters list --kafka-port=1",
                "tail sensors --kafka-port=1",
                "alerts rules list --kafka-port=1",
                "dead-letters show 0:0 --kafka-port=1",
                "dead-letters replay --stream=sensors --kafka-port=1",
                "archive --table=sensors --day=2024-05-01 --clickhouse-port=1",
                "restore --table=sensors --from=x.parquet --clickhouse-port=1",
                "replay --stream=sensors --kafka-port=1"
            })
    void commandsWithoutServersReportTheAddressAndTheRemedy(String command) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> assertThat(run(command.split(" "))).isEqualTo(Arrowgate.USAGE));

        assertThat(err.toString())
                .containsPattern("arrowgate: (kafka.bootstrap-servers|clickhouse.url): nothing listens on"
                        + " (http://)?(127.0.0.1|localhost):1; start the local stack with './arrowgate up', or give the"
                        + " address of a running server with --(kafka-bootstrap-servers|clickhouse-url)\n")
                .hasLineCount(1);
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

    @ParameterizedTest
    @CsvSource({
        "produce --stream sensors --generate 5 000, 000",
        "verify sensors, sensors",
        "up --streams sensors turnstiles, turnstiles"
    })
    void argumentOfNoOptionIsUsageWithTheUsualCauses(String command, String argument) {
        assertThat(run(command.split(" "))).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString())
                .contains(
                        "unexpected argument '%s'; write options as --name value, lists with commas and without blanks,"
                                .formatted(argument));
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

    @ParameterizedTest
    @ValueSource(strings = {"streams infer", "produce --stream=turnstiles --kafka-bootstrap-servers=localhost:1"})
    void directoryInsteadOfAFileIsNamed(String command) {
        assertThat(run((command + " --file=examples/streams").split(" "))).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString())
                .startsWith("arrowgate: --file: examples/streams is a directory; give one of its files");
    }

    @Test
    void fileAndSyntheticEventsAreMutuallyExclusive() {
        assertThat(run("produce", "--stream", "sensors", "--file", "x", "--generate", "5"))
                .isEqualTo(Arrowgate.USAGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --generate=0                | '0' is not a whole number above 0
            --generate=100k             | '100k' is not a whole number above 0
            --generate=5 --series=0     | '0' is not a whole number from 1 to
            --series=5                  | --generate
            --duration=5                | '5' has no unit; give for example 5s
            --generate=5 --wait=5       | '5' has no unit; give for example 5s
            """)
    void invalidNumberOfProduceIsUsageError(String options, String problem) {
        String[] arguments = ("produce --stream=sensors --kafka-port=1 " + options).split(" +");

        assertThat(run(arguments)).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains(problem).doesNotContain("nothing listens");
    }

    @Test
    void invalidDayOfAReportIsReportedWithoutAServer() {
        assertThat(run("report", "busiest_stations", "--from=May", "--clickhouse-port=1"))
                .isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("May").doesNotContain("nothing listens");
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
