package io.arrowgate.tools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.OptionFlags;
import io.arrowgate.testing.TestTopics;
import io.arrowgate.tools.local.SharedStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ProduceIT {
    private static final String HEADER = ",CA,UNIT,SCP,STATION,LINENAME,DIVISION,DATE,TIME,DESC,ENTRIES,EXITS  ";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final String topic = SharedStack.uniqueName("produce");

    @TempDir
    private Path folder;

    @Test
    void fileRecordsAreKeyedBySeries() throws IOException {
        String audit = "A002,R051,02-00-00,59 ST,NQR456W,BMT,12/30/2023,03:00:00,REGULAR,102019,73801";
        Path file = Files.writeString(folder.resolve("audits.csv"), HEADER + "\n0," + audit + "\n1," + audit + "\n");

        assertThat(run("--stream", "turnstiles", "--file", file.toString())).isZero();

        assertThat(out.toString()).startsWith("sent 2 records to " + topic + " in ");
        assertThat(records()).hasSize(2).allSatisfy(sent -> {
            assertThat(sent.key()).isEqualTo("A002,R051,02-00-00");
            assertThat(sent.value()).isEqualTo(audit);
        });
    }

    @Test
    void fileOfAnotherFormatIsRejectedBeforeAnythingIsSent() {
        // An attempt to send would fail with another error.
        String unreachable = "--kafka.bootstrap-servers=127.0.0.1:1";

        assertThat(execute("produce", "--stream=turnstiles", "--file=README.md", unreachable))
                .isEqualTo(Arrowgate.USAGE);
        assertThat(execute("produce", "--stream=sensors", "--file=README.md", unreachable))
                .isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString())
                .contains(
                        "--file: the first ",
                        "records of README.md would become 0 rows and ",
                        "first error in record 1: ")
                .contains("Correct the file or the definition of stream turnstiles, or send it with --force")
                .contains("Correct the file or the definition of stream sensors, or send it with --force")
                .doesNotContain("broker");
    }

    @Test
    void emptyFileIsRejected() throws IOException {
        Path file = Files.writeString(folder.resolve("audits.csv"), HEADER + "\n");

        assertThat(run("--stream", "turnstiles", "--file", file.toString())).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("--file: " + file + " has no records");
    }

    @Test
    void compressedFileOfAnotherFormatAndADirectoryAreRejected() throws IOException {
        Path file = folder.resolve("readme.csv.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            Files.copy(Path.of("README.md"), gzip);
        }

        assertThat(run("--stream", "turnstiles", "--file", file.toString())).isEqualTo(Arrowgate.USAGE);
        assertThat(run("--stream", "turnstiles", "--file", folder.toString())).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains(file + " would become 0 rows", folder + " is a directory");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # Arrowgate | the first record of standard input would become a dead letter; first error in record 1
                    ''          | standard input has no records
                    """)
    @ResourceLock("System.in")
    void firstRecordOfStandardInputIsChecked(String input, String problem) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((input + "\n").getBytes(UTF_8)));
        try {
            assertThat(run("--stream", "sensors", "--file", "-")).isEqualTo(Arrowgate.USAGE);
        } finally {
            System.setIn(before);
        }

        assertThat(err.toString()).contains(problem);
    }

    @Test
    void waitNeedsTheTopicOfTheStream() {
        assertThat(run("--stream", "sensors", "--generate", "1", "--wait")).isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("--wait: stream sensors is read from topic sensors, not from --topic");
    }

    @Test
    void fewDeadLettersAreReportedAndSent() throws IOException {
        String event = "{\"device\":\"a\",\"ts\":\"2024-05-13T12:00:00Z\"}\n";
        Path file = Files.writeString(folder.resolve("events.json"), event + "{\n" + event);

        assertThat(run("--stream", "sensors", "--file", file.toString())).isZero();

        assertThat(err.toString())
                .contains("the first 3 records of " + file
                        + " would become 2 rows and 1 dead letters; first error in record 2: ");
        assertThat(records()).hasSize(3);
    }

    @Test
    void forceSendsRecordsThatWouldBecomeDeadLetters() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "one\ntwo\n");

        assertThat(run("--stream", "sensors", "--file", file.toString(), "--force"))
                .isZero();

        assertThat(err.toString()).contains("the first 2 records of " + file + " would become 0 rows and 2 dead");
        assertThat(records()).hasSize(2);
    }

    @Test
    void keyIsTheFieldOfKeyField() throws IOException {
        Path file = Files.writeString(folder.resolve("events.json"), """
                {"device":"a","ts":"2024-05-13T12:00:00Z","site":"north"}
                {"device":"b","ts":"2024-05-13T12:00:00Z"}
                """);

        assertThat(run("--stream", "sensors", "--file", file.toString(), "--key-field", "site"))
                .isZero();

        assertThat(records()).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("north", null);
    }

    @Test
    void keyFieldThatNoRecordHasIsRejected() throws IOException {
        Path file = Files.writeString(
                folder.resolve("events.json"), "{\"device\":\"a\",\"ts\":\"2024-05-13T12:00:00Z\"}\n");

        assertThat(run("--stream", "sensors", "--file", file.toString(), "--key-field", "site"))
                .isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("--key-field: 'site' has no value in the first 1 records of " + file);
    }

    @Test
    void linesOfFileAreJoinedIntoRecords() throws IOException {
        String line = "{\"device\":\"d%d\",\"ts\":1715594400,\"temperature\":1}";
        Path file = Files.writeString(
                folder.resolve("events.jsonl"),
                String.join("\n", line.formatted(1), line.formatted(2), line.formatted(3)));

        assertThat(run("--stream", "sensors", "--file", file.toString(), "--rows-per-record", "2"))
                .isZero();

        assertThat(out.toString()).startsWith("sent 2 records to " + topic);
        assertThat(records())
                .extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrder(line.formatted(1) + "\n" + line.formatted(2), line.formatted(3));
    }

    @Test
    void onlyFilesAreJoined() {
        assertThat(run("--stream", "sensors", "--generate", "1", "--rows-per-record", "2"))
                .isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("--rows-per-record: applies to --file only");
    }

    @Test
    void syntheticEventsOfOneSeriesStayInOnePartition() {
        assertThat(run(
                        "--stream",
                        "sensors",
                        "--generate",
                        "1000",
                        "--series",
                        "10",
                        "--broken",
                        "3",
                        "--partitions",
                        "2"))
                .isZero();

        assertThat(out.toString()).startsWith("sent 1,003 records to ");
        List<ConsumerRecord<String, String>> records = records();
        assertThat(records).hasSize(1003).extracting(ConsumerRecord::partition).contains(0, 1);
        assertThat(records)
                .filteredOn(sent -> "sensor-0003".equals(sent.key()))
                .hasSize(100)
                .extracting(ConsumerRecord::partition)
                .containsOnly(records.stream()
                        .filter(sent -> "sensor-0003".equals(sent.key()))
                        .findFirst()
                        .orElseThrow()
                        .partition());
    }

    @Test
    void thisMachineIsSampledForAWhile() {
        assertThat(run("--stream", "sensors", "--interval", "100ms", "--duration", "1s"))
                .isZero();

        assertThat(records()).hasSizeBetween(2, 10).allSatisfy(sent -> assertThat(sent.value())
                .contains("{\"device\":\"" + sent.key(), "cpu_used"));
    }

    @Test
    void unreachableBrokerIsReported() {
        assertThat(execute(
                        "produce",
                        "--stream=sensors",
                        "--kafka.bootstrap-servers=127.0.0.1:1",
                        "--kafka.properties=request.timeout.ms=2000",
                        "--kafka.properties=default.api.timeout.ms=2000"))
                .isEqualTo(Arrowgate.USAGE);

        assertThat(err.toString()).contains("kafka.bootstrap-servers: nothing listens on 127.0.0.1:1;");
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of("produce", "--topic", topic));
        all.addAll(List.of("--kafka-bootstrap-servers", SharedStack.bootstrapServers()));
        all.addAll(List.of(args));
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... args) {
        CommandLine commandLine = Arrowgate.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(OptionFlags.expand(args));
    }

    private List<ConsumerRecord<String, String>> records() {
        return TestTopics.readTexts(topic);
    }
}
