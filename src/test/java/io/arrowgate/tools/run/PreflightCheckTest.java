package io.arrowgate.tools.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.cli.CommandLineRun;
import io.arrowgate.tools.local.StackInstance;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that invalid settings stop a run before a process starts. */
class PreflightCheckTest {
    @TempDir
    private Path dir;

    private Path streams;

    @BeforeEach
    void defineStreams() throws Exception {
        streams = Files.createDirectories(dir.resolve("streams"));
    }

    private CommandLineRun up(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                "--data-dir=" + dir.resolve("data"),
                "--streams-dir=" + streams,
                "--kafka-port=0",
                "--clickhouse-port=0",
                "--flink-ui-port=0",
                "--live-port=0"));
        for (String argument : more) {
            arguments.removeIf(given -> given.startsWith(argument.replaceFirst("=.*", "=")));
            arguments.add(argument);
        }
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private void assertStopped(CommandLineRun run, String... reasons) {
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.error()).contains(reasons);
        assertThat(run.out()).doesNotContain("Starting");
        assertThat(dir.resolve("data")).doesNotExist();
    }

    private void define(String file, String name, int columns) throws Exception {
        StringBuilder yaml = new StringBuilder("""
                name: %s
                format: json
                event-time: {column: ts}
                series-key: [id]
                columns:
                  - {name: id, type: string, required: true}
                  - {name: ts, type: timestamp, required: true}
                """.formatted(name));
        for (int i = 0; i < columns; i++) {
            yaml.append("  - {name: c%d, type: float64}%n".formatted(i));
        }
        Files.writeString(streams.resolve(file), yaml);
    }

    @Test
    void invalidDefinitionOfAUsedStreamStopsTheRun() throws Exception {
        Files.writeString(streams.resolve("odd.yaml"), "name: doors\nformat: xml\n");

        assertStopped(up("--streams=doors"), "odd.yaml, line 2");
    }

    @Test
    void misspeltStreamStopsTheRunWithASuggestion() {
        assertStopped(up("--streams=sensor"), "streams: unknown stream 'sensor'; did you mean 'sensors'?");
    }

    @Test
    void invalidDefinitionOfAnUnusedStreamIsAWarning() throws Exception {
        Files.writeString(streams.resolve("odd.yaml"), "name: doors\nformat: xml\n");

        // The invalid setting is checked after the streams.
        CommandLineRun run = up("--kafka-port=70000");

        assertThat(run.out()).contains("Warning: stream 'doors' has an invalid definition: ", "odd.yaml, line 2");
        assertStopped(run, "kafka.port: '70000' is not a port");
    }

    @Test
    void streamNamedLikeATableOfTheJobStopsTheRun() throws Exception {
        define("alerts.yaml", "alerts", 0);

        assertStopped(up("--streams=alerts"), "stream 'alerts'");
    }

    @Test
    void streamTooWideForTheMemoryStopsTheRun() throws Exception {
        define("wide.yaml", "wide", 300);

        assertStopped(up("--streams=wide", "--batch-arrow-memory=1mb"), "batch.arrow-memory", "302 columns");
    }

    @Test
    void takenPortStopsTheRun() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertStopped(up("--live-port=" + taken.getLocalPort()), "is taken", "--live-port");
        }
    }

    @Test
    void oneFreePortForTwoServersStopsTheRun() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertStopped(up("--kafka-port=" + free, "--live-port=" + free), "live.port", "kafka.port");
    }

    @Test
    void readOnlyFolderStopsTheRun() throws Exception {
        Path file = Files.createFile(dir.resolve("file"));

        assertStopped(up("--lake-path=" + file.resolve("lake")), "lake.path", "is not writable");
        assertStopped(up("--checkpoint-dir=" + file.resolve("checkpoints").toUri()), "checkpoint.dir");
    }

    @Test
    void invalidOptionStopsTheRun() {
        assertStopped(up("--checkpoint-interval=1ms"), "checkpoint.interval");
        assertStopped(up("--streams=nothing"), "unknown stream 'nothing'");
    }

    @Test
    void runningStackIsNamedBeforeItsPorts() throws Exception {
        Path data = dir.resolve("data");
        ResolvedOptions options = SettingsLoader.load(Map.of("data.dir", data.toString()), null, Map.of());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                StackInstance running = StackInstance.claim(options)) {
            CommandLineRun run = up("--live-port=" + taken.getLocalPort());

            assertThat(run.exitCode()).isNotZero();
            assertThat(run.error())
                    .contains("data.dir: already running from this folder (" + data + "), pid "
                            + ProcessHandle.current().pid())
                    .contains("--data-dir and --free-ports");
            assertThat(run.out()).doesNotContain("Starting");
        }
        assertThat(StackInstance.addresses(options)).isEmpty();
    }

    @Test
    void demoChecksPortsBeforeItStartsAnything() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandLineRun run = CommandLineRun.of(
                    "demo", "--free-ports", "--data-dir=" + dir.resolve("data"), "--live-port=" + taken.getLocalPort());

            assertStopped(run, "port " + taken.getLocalPort() + " is taken", "--live-port", "--free-ports");
        }
    }

    @Test
    void commandsFindTheAddressesOfTheRunningStack() throws Exception {
        Map<String, String> given =
                Map.of("data.dir", dir.resolve("data").toString(), "clickhouse.url", "http://own:1");
        ResolvedOptions options = SettingsLoader.load(given, null, Map.of());
        try (StackInstance running = StackInstance.claim(options)) {
            running.record(options.with(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, "127.0.0.1:4711", "test"));

            assertThat(StackInstance.addresses(options))
                    .containsEntry("kafka.bootstrap-servers", "127.0.0.1:4711")
                    .doesNotContainKey("clickhouse.url");
        }
    }
}
