package io.arrowgate.tools.chaos;

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
 * What a run of chaos did and what came of it, as {@code --summary} writes it.
 *
 * @param faultsByKind how many of each were injected
 * @param faultsByPhase how many came in each phase; those whose phase did not come in time are under {@code phase missed}
 * @param taskManagerMemory the most that a TaskManager took while events flowed
 * @param streams as ClickHouse compares the rows with the raw records
 * @param verification what {@code verify --deep} says
 * @param failure of the job, or of a wait for it; empty if there was none
 * @param exact whether nothing failed, and every row is there once and says what its raw record says, or went with a dropped
 *     table
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
        VerifyReport verification,
        String failure,
        boolean exact) {
    private static final String MISSED = "phase missed";

    static ChaosSummary of(
            ChaosPlan plan,
            List<InjectedFault> faults,
            MemoryPeak memory,
            Map<String, StreamOutcome> streams,
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
                plan.plainTables() ? "MergeTree" : "ReplacingMergeTree",
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
                verification,
                failure,
                failure.isEmpty()
                        && streams.values().stream().allMatch(StreamOutcome::isExact)
                        && verification.streams().entrySet().stream()
                                .allMatch(one -> streams.get(one.getKey()).explains(one.getValue())));
    }

    /** To a tenth. */
    static double seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0;
    }
}
