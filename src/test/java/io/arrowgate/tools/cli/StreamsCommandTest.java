package io.arrowgate.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsCommandTest {
    private static final String TELEMETRY = "examples/streams/telemetry.yaml";

    @TempDir
    private Path folder;

    @Test
    void checkPrintsSchemaTableAndSampleRecord() {
        CommandLineRun run = CommandLineRun.of("streams", "check", TELEMETRY);

        assertThat(run.exitCode()).as(run.error()).isZero();
        assertThat(run.lines())
                .contains(
                        TELEMETRY + ": stream telemetry is valid",
                        "  car: dictionary of Utf8 by Int(32, true), not null",
                        "  time: Timestamp(MICROSECOND, UTC), not null",
                        "  speed: FloatingPoint(SINGLE), km/h",
                        "  CREATE TABLE IF NOT EXISTS `default`.`telemetry`",
                        "  derived tables: telemetry_1s, telemetry_1m")
                .last()
                .asString()
                .isEmpty();
        assertThat(run.out())
                .containsPattern("(?m)^Arrow, topic arrow.telemetry, fingerprint [0-9a-f]{16}$")
                .containsPattern(
                        "(?m)^  telemetry,car=car-0000,driver=driver-0 lap=\\d+i,speed=[0-9.]+,.* 1714564800123456000$");
    }

    @Test
    void checkPrintsHowEachFormatOfTimesIsRead() throws IOException {
        Path definition = Files.writeString(folder.resolve("times.yaml"), """
                name: times
                format: json
                time-zone: Europe/Vienna
                event-time: {column: t}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true}
                  - {name: t, type: timestamp, required: true, formats: ["yyyy-MM-dd HH:mm:ss z", epoch-d, "YYYY-'W'ww-e"]}
                  - {name: d, type: date}
                """);

        CommandLineRun run = CommandLineRun.of("streams", "check", definition.toString());

        assertThat(run.exitCode()).as(run.error()).isZero();
        assertThat(run.lines())
                .containsSequence(
                        "Times, as the formats read them",
                        "  t, yyyy-MM-dd HH:mm:ss z: '2024-05-01 14:00:00 CEST' is 2024-05-01T12:00:00Z (zone names of time-zone"
                                + " Europe/Vienna: CET, CEST, UTC, GMT, Z)",
                        "  t, epoch-d: '19844' is 2024-04-30T22:00:00Z",
                        "  t, YYYY-'W'ww-e: '2024-W18-3' is 2024-04-30T22:00:00Z",
                        "  d, iso-8601: '2024-05-01' is 2024-05-01",
                        "  d, epoch: '1714514400000' is 2024-05-01");
    }

    @Test
    void patternThatReadsNoTimeIsRejectedWithItsLine() throws IOException {
        Path definition = Files.writeString(folder.resolve("week.yaml"), """
                name: week
                format: json
                event-time: {column: t}
                series-key: [k]
                columns:
                  - {name: k, type: string, required: true}
                  - {name: t, type: timestamp, required: true, formats: [YYYY/MM/dd HH:mm]}
                """);

        CommandLineRun run = CommandLineRun.of("streams", "check", definition.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error())
                .startsWith(definition
                        + ", line 7: columns.t.formats: 'YYYY/MM/dd HH:mm' is not usable: Y is the year of a week");
    }

    @Test
    void nameThatTheJobUsesItselfIsRejected() throws IOException {
        Path definition = Files.writeString(
                folder.resolve("alerts.yaml"),
                Files.readString(Path.of(TELEMETRY)).replace("telemetry", "alerts"));

        CommandLineRun run = CommandLineRun.of("streams", "check", definition.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error()).startsWith(definition + ": stream 'alerts'");
    }

    @Test
    void invalidDefinitionsAreReportedAndTheOthersStillChecked() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "name: x\nformat: xml\n");
        Path missing = folder.resolve("missing.yaml");

        CommandLineRun run = CommandLineRun.of("streams", "check", wrong.toString(), missing.toString(), TELEMETRY);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.error().lines().toList())
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(wrong + ", line 2: format: 'xml' is not one of [json, csv, influx]"),
                        line -> assertThat(line)
                                .isEqualTo(missing
                                        + ": file does not exist or is not readable; give the path of a definition, such as"
                                        + " examples/streams/vehicles.yaml"));
        assertThat(run.out()).contains("stream telemetry is valid");
    }

    @Test
    void directoryOfDefinitionsIsCheckedLikeOtherCommandsReadIt() throws IOException {
        Files.copy(Path.of(TELEMETRY), folder.resolve("telemetry.yaml"));
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "nmae: x\n");

        for (String argument : List.of("--streams-dir=" + folder, folder.toString())) {
            CommandLineRun run = CommandLineRun.of("streams", "check", argument);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("stream telemetry is valid");
            assertThat(run.error()).startsWith(wrong + ", line 1: unknown key 'nmae'; did you mean 'name'?");
        }
    }

    @Test
    void directoryWithoutDefinitionsIsAnError() {
        assertThat(CommandLineRun.of("streams", "check").error()).contains("give the FILE of a definition, or");
        assertThat(CommandLineRun.of("streams", "check", folder.toString()).error())
                .contains("no definition (*.yaml, *.yml) in [" + folder + "]");
        CommandLineRun absent = CommandLineRun.of("streams", "check", "--streams-dir=" + folder.resolve("absent"));
        assertThat(absent.exitCode()).isEqualTo(Arrowgate.USAGE);
        assertThat(absent.error()).contains("streams.dir: '" + folder.resolve("absent") + "' is not a readable");
    }

    @Test
    void listShowsBuiltInStreamsAndThoseOfTheDirectory() throws IOException {
        Path own = Files.copy(Path.of(TELEMETRY), folder.resolve("telemetry.yaml"));

        assertThat(CommandLineRun.of("streams", "list").lines())
                .hasSize(3)
                .last()
                .asString()
                .isEqualTo("turnstiles  csv     turnstiles  14       CA, UNIT, SCP  built in");
        assertThat(CommandLineRun.of("streams", "list", "--streams.dir=" + own.getParent())
                        .lines())
                .hasSize(4)
                .last()
                .asString()
                .isEqualTo("telemetry   influx  telemetry   9        car            " + own.getParent());
    }
}
