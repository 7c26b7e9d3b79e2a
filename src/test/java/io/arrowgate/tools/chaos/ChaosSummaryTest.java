package io.arrowgate.tools.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.archive.RowDigest;
import io.arrowgate.tools.chaos.check.AlertOutcome;
import io.arrowgate.tools.chaos.check.StreamOutcome;
import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.chaos.fault.Fault;
import io.arrowgate.tools.chaos.fault.FaultKind;
import io.arrowgate.tools.chaos.fault.FaultTrigger;
import io.arrowgate.tools.chaos.fault.InjectedFault;
import io.arrowgate.tools.chaos.stack.MemoryPeak;
import io.arrowgate.tools.verify.VerifyReport;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.FindingOffsets;
import io.arrowgate.tools.verify.finding.SideReport;
import io.arrowgate.tools.verify.finding.StreamVerifyReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChaosSummaryTest {
    private static final ChaosPlan PLAN = new ChaosPlan(
            List.of(new Fault(FaultKind.REDIRECT, FaultTrigger.CLOCK, Duration.ofSeconds(2), 0, false)),
            1,
            ChaosPlan.TableEngine.REPLACING_MERGE_TREE,
            4,
            100,
            300,
            2,
            2,
            1,
            false,
            Duration.ofMinutes(1));

    private static ChaosSummary summary(List<InjectedFault> faults, String failure) {
        RowDigest rows = new RowDigest(10, "7");
        RowDigest none = new RowDigest(0, "0");
        StreamOutcome exact = new StreamOutcome(6, 10, rows, rows, rows, none, none, 0, 0);
        return ChaosSummary.of(
                PLAN,
                faults,
                MemoryPeak.NONE,
                Map.of("sensors", exact),
                Map.of("sensors", new AlertOutcome(4, 4, 0, 0, 0)),
                new VerifyReport(true, Map.of()),
                Duration.ofSeconds(3),
                failure);
    }

    @Test
    void successfulRunIsExactIfItsRowsAre() {
        InjectedFault fault = new InjectedFault(PLAN.faults().get(0), true, Duration.ofSeconds(1));
        assertThat(summary(List.of(fault), "").exact()).isTrue();
    }

    private static boolean isExact(long gone, long goneRecords, long missing) {
        RowDigest rows = new RowDigest(10, "7");
        RowDigest none = new RowDigest(0, "0");
        SideReport table = new SideReport(
                10 - missing,
                10 - missing,
                Map.of(Finding.MISSING, new FindingOffsets(missing, List.of())),
                0,
                List.of());
        SideReport arrow = new SideReport(10, 10, Map.of(), 0, List.of());
        StreamVerifyReport report = new StreamVerifyReport("topic", 10, 0, table, arrow, Map.of());
        return ChaosSummary.of(
                        PLAN,
                        List.of(),
                        MemoryPeak.NONE,
                        Map.of("sensors", new StreamOutcome(6, 10, rows, rows, rows, none, none, gone, goneRecords)),
                        Map.of(),
                        new VerifyReport(true, Map.of("sensors", report)),
                        Duration.ofSeconds(3),
                        "")
                .exact();
    }

    @Test
    void onlyRowsOfADroppedTableMayBeMissing() {
        assertThat(isExact(4, 4, 4)).isTrue();
        assertThat(isExact(4, 4, 5)).isFalse();
        assertThat(isExact(0, 0, 1)).isFalse();
    }

    @Test
    void missingRowsOfOneRecordAreOneFinding() {
        assertThat(isExact(4, 2, 2)).isTrue();
        assertThat(isExact(4, 2, 4)).isFalse();
    }

    @Test
    void failedRunIsSummarizedAndNotExact() throws Exception {
        ChaosSummary failed = summary(List.of(), "the job ended: …");

        assertThat(failed.exact()).isFalse();
        assertThat(new ObjectMapper().writeValueAsString(failed)).contains("the job ended", "\"expected\"");
    }
}
