package io.arrowgate.tools.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.SettingsLoader;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.chaos.fault.Fault;
import io.arrowgate.tools.chaos.fault.FaultKind;
import io.arrowgate.tools.chaos.fault.FaultTrigger;
import io.arrowgate.tools.chaos.stack.ChaosOptions;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests short chaos runs on a real cluster; {@code ./arrowgate chaos} executes long ones. */
@Tag("long")
@Isolated("a cluster of JVMs needs the machine to itself")
class ChaosIT {
    private static final long SEED = 1;
    private static final int EVENTS_PER_SECOND = 300;
    /** So few that each has dozens of readings, some of which fire an alert. */
    private static final int SERIES = 100;

    /** So small that the row check, and not the deduplication window, must prevent duplicates. */
    private static final int DEDUPLICATION_WINDOW = 4;

    /** One fault of each family at a critical moment. Few kill a Flink process, whose start takes most of the time. */
    private static final List<Fault> FAULTS = List.of(
            fault(FaultKind.LOSE_ANSWER, FaultTrigger.BETWEEN_PARTS),
            fault(FaultKind.CUT_BODY, FaultTrigger.BODY_HALF_SENT),
            fault(FaultKind.KILL_CLICKHOUSE, FaultTrigger.ANSWER_PENDING),
            fault(FaultKind.SILENCE, FaultTrigger.BEFORE_COMMIT),
            fault(FaultKind.KILL_TASK_MANAGER, FaultTrigger.BETWEEN_PARTS),
            fault(FaultKind.DROPPED_TABLE, FaultTrigger.ANSWER_PENDING));

    private static Fault fault(FaultKind kind, FaultTrigger faultTrigger) {
        return new Fault(kind, faultTrigger, Duration.ofSeconds(2), 0.5, true);
    }

    @Test
    void faultOfEachFamilyLeavesNoMissingRowsAndNoDuplicates() throws Exception {
        ChaosPlan plan = new ChaosPlan(
                FAULTS,
                SEED,
                ChaosPlan.TableEngine.REPLACING_MERGE_TREE,
                DEDUPLICATION_WINDOW,
                EVENTS_PER_SECOND,
                SERIES,
                2,
                1,
                1,
                false,
                MachineSpeed.seconds(600));
        ResolvedOptions options = ChaosOptions.preset(SettingsLoader.load(
                Map.of("checkpoint.interval", "2 s", "clickhouse.request-timeout", "5 s"), null, Map.of()));
        Path dir = SharedStack.freshDir("chaos").toAbsolutePath();
        StringWriter output = new StringWriter();

        ChaosSummary summary = new ChaosRunner(plan, new PrintWriter(output), () -> false).run(dir, options);

        assertThat(summary.exact())
                .as("%s; logs are in %s; the run:%n%s%n%s", summary.failure(), dir, output, summary.streams())
                .isTrue();
        assertThat(summary.faultsInPhase()).as(output.toString()).isEqualTo(FAULTS.size());
        assertThat(summary.streams().get("turnstiles").gone()).isPositive();
        assertThat(summary.alerts().get("sensors").expected()).isPositive();
    }
}
