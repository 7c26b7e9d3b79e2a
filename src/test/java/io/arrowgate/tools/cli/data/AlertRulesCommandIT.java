package io.arrowgate.tools.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.tools.cli.CommandLineRun;
import io.arrowgate.tools.local.SharedStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes rules of a job that does not run; {@code AlertsIT} changes those of one that does. */
class AlertRulesCommandIT {
    @TempDir
    private Path dir;

    private String topic;

    @BeforeEach
    void newTopic() {
        topic = SharedStack.uniqueName("rules");
    }

    private CommandLineRun rules(String... arguments) {
        List<String> all = new ArrayList<>(List.of("alerts", "rules"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--kafka-bootstrap-servers=" + SharedStack.bootstrapServers(),
                "--alerts.rules-topic=" + topic,
                "--streams=sensors"));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private String file(String yaml) throws Exception {
        return Files.writeString(dir.resolve("rules.yaml"), yaml).toString();
    }

    @Test
    void listShowsRulesOfDefinitionsAndTopic() throws Exception {
        String file = file("""
                stream: sensors
                alerts:
                  - {name: cpu-high, kind: threshold, field: cpu_used, comparison: ">", value: 80, for: 5 min}
                  - {name: edge-silent, kind: absent, for: 5 min}
                """);

        CommandLineRun apply = rules("apply", "-f", file, "--wait=1ms");
        rules("delete", "cpu-jump", "--wait=1ms");

        assertThat(apply.exitCode()).as(apply.error()).isZero();
        assertThat(apply.lines())
                .anyMatch(line -> line.startsWith("changed   cpu-high (sensors): value: 95.0 → 80.0, "))
                .contains("added     edge-silent (sensors)");
        assertThat(apply.error())
                .contains("topic " + topic + " has the change, but job arrowgate has not read it in time");
        assertThat(rules("list").lines())
                .anyMatch(
                        line -> line.matches(
                                "cpu-high +sensors +threshold +warning +topic +field cpu_used, comparison >, value 80.0, for 5 min"))
                .anyMatch(line -> line.matches("memory-high +sensors +threshold +warning +definition .*"))
                .anyMatch(line -> line.matches("edge-silent +sensors +absent +warning +topic .*"))
                .anyMatch(line -> line.matches("cpu-jump +– .* topic +removed"));
    }

    @Test
    void unchangedRulesAreNotSent() throws Exception {
        CommandLineRun list = rules("list", "--json");

        CommandLineRun apply = rules("apply", "-f", file(list.out()));

        assertThat(apply.exitCode()).isZero();
        assertThat(apply.lines()).hasSize(5).allMatch(line -> line.startsWith("unchanged "));
        assertThat(rules("list").lines()).noneMatch(line -> line.contains(" topic "));
    }

    @Test
    void invalidFileChangesNothing() throws Exception {
        CommandLineRun apply = rules("apply", "-f", file("""
                - {stream: sensors, name: good, kind: absent, for: 5 min}
                - {stream: turnstiles, name: bad, kind: absent, for: 5 min}
                """));

        assertThat(apply.exitCode()).isEqualTo(2);
        assertThat(apply.error()).contains("stream: 'turnstiles' is not a stream of this job; give one of [sensors]");
        assertThat(rules("list").lines()).noneMatch(line -> line.startsWith("good"));
    }

    @Test
    void dryRunChangesNothing() throws Exception {
        CommandLineRun apply =
                rules("apply", "--dry-run", "-f", file("{stream: sensors, name: good, kind: absent, for: 5 min}"));

        assertThat(apply.lines()).containsExactly("added     good (sensors)");
        assertThat(rules("list").lines()).noneMatch(line -> line.startsWith("good"));
    }

    @Test
    void deletionOfAnUnknownRuleSuggestsTheNearest() {
        CommandLineRun delete = rules("delete", "cpu-hihg");

        assertThat(delete.exitCode()).isEqualTo(2);
        assertThat(delete.error()).contains("no rule 'cpu-hihg' is in force; did you mean 'cpu-high'?");
    }
}
