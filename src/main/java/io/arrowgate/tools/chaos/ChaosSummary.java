package io.arrowgate.tools.chaos;

import io.arrowgate.tools.chaos.check.AlertOutcome;
import io.arrowgate.tools.chaos.check.StreamOutcome;
import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.chaos.fault.InjectedFault;
import io.arrowgate.tools.chaos.stack.MemoryPeak;
import io.arrowgate.tools.verify.VerifyReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Summarizes a chaos run; {@code --summary} writes it as JSON.
 *
 * @param faultsByKind number of injected faults by kind
 * @param faultsByPhase number of faults by trigger; a fault whose moment did not occur in time counts as {@code phase missed}
 * @param taskManagerMemory peak memory of a TaskManager while events were produced
 * @param streams ClickHouse's comparison of the rows with the raw records
 * @param alerts comparison of the alerts with those that the rows cause
 * @param verification result of {@code verify --deep}
 * @param failure of the job or of a wait for it; empty if the run succeeded
 * @param exact whether nothing failed and each event has exactly one row, unaltered, in the table or in a dropped one, or one dead letter, and each alert is there
 */
public record ChaosSummary(
        long seed,
        String engine,
        int deduplicationWindow,
        int faults,
        int faultsInPhase,
        Map<String, Integer> faultsByKind,
        Map<String, Integer> faultsByPhase,
        double medianRecoverySeconds,
        double worstRecoverySeconds,
        double seconds,
        MemoryPeak taskManagerMemory,
        Map<String, StreamOutcome> streams,
        Map<String, AlertOutcome> alerts,
        VerifyReport verification,
        String failure,
        boolean exact) {
    private static final String MISSED = "phase missed";

    static ChaosSummary of(
            ChaosPlan plan,
            List<InjectedFault> faults,
            MemoryPeak memory,
            Map<String, StreamOutcome> streams,
            Map<String, AlertOutcome> alerts,
            VerifyReport verification,
            Duration length,
            String failure) {
        Map<String, Integer> byKind = new TreeMap<>();
        Map<String, Integer> byPhase = new TreeMap<>();
        for (InjectedFault one : faults) {
            byKind.merge(one.fault().kind().text(), 1, Integer::sum);
            byPhase.merge(one.inPhase() ? one.fault().trigger().text() : MISSED, 1, Integer::sum);
        }
        List<Double> recoveries =
                faults.stream().map(one -> seconds(one.recovery())).sorted().toList();
        return new ChaosSummary(
                plan.seed(),
                plan.hasPlainTables() ? "MergeTree" : "ReplacingMergeTree",
                plan.deduplicationWindow(),
                faults.size(),
                (int) faults.stream()
                        .filter(one -> one.inPhase() && one.fault().trigger().isPhase())
                        .count(),
                byKind,
                byPhase,
                recoveries.isEmpty() ? 0 : recoveries.get(recoveries.size() / 2),
                recoveries.isEmpty() ? 0 : recoveries.get(recoveries.size() - 1),
                seconds(length),
                memory,
                streams,
                alerts,
                verification,
                failure,
                failure.isEmpty()
                        && streams.values().stream().allMatch(StreamOutcome::isExact)
                        && alerts.values().stream().allMatch(AlertOutcome::isExact)
                        && verification.streams().entrySet().stream()
                                .allMatch(one -> streams.get(one.getKey()).explains(one.getValue())));
    }

    /** Returns the duration in seconds, rounded to a tenth. */
    static double seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0;
    }
}
