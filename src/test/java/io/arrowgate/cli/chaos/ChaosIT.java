package io.arrowgate.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.ResolvedOptions;
import io.arrowgate.config.SettingsLoader;
import io.arrowgate.local.SharedStack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A short run of chaos on a real cluster; {@code ./arrowgate chaos} has the long ones. */
@Order(1) // takes long: it begins early
class ChaosIT {
    private static final long SEED = 1;
    private static final int FAULTS = 8;
    private static final int EVENTS_PER_SECOND = 1_000;
    /** So short that the row check, and not the window, has to do the work. */
    private static final int DEDUPLICATION_WINDOW = 4;

    @Test
    void faultsAtTheMomentsThatMatterLoseNoRowAndRepeatNone() throws Exception {
        List<Fault> faults = new FaultSchedule(SEED, Duration.ofSeconds(3)).drawByPhase(FAULTS);
        ChaosPlan plan = new ChaosPlan(
                faults, SEED, false, DEDUPLICATION_WINDOW, EVENTS_PER_SECOND, 2, 2, Duration.ofMinutes(20));
        ResolvedOptions options = ChaosOptions.preset(SettingsLoader.load(
                Map.of("checkpoint.interval", "1 s", "clickhouse.request-timeout", "5 s"), null, Map.of()));
        Path dir = SharedStack.freshDir("chaos").toAbsolutePath();
        StringWriter output = new StringWriter();

        ChaosSummary summary;
        try (TimeLimit limit = new TimeLimit(plan.timeLimit())) {
            summary = limit.during(() -> new ChaosRun(plan, new PrintWriter(output), () -> false).run(dir, options));
        }

        assertThat(summary.exact())
                .as("every row there once; logs are in %s; the run:%n%s%n%s", dir, output, summary.streams())
                .isTrue();
        assertThat(summary.faultsInPhase()).as(output.toString()).isEqualTo(FAULTS);
    }
}
