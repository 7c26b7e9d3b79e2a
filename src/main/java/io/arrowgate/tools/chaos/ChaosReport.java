package io.arrowgate.tools.chaos;

import io.arrowgate.tools.chaos.check.AlertOutcome;
import io.arrowgate.tools.chaos.fault.FaultKind;
import io.arrowgate.tools.chaos.stack.MemoryPeak;
import io.arrowgate.tools.verify.VerifyReportPrinter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** Prints the summary of a chaos run to the console. */
public final class ChaosReport {
    private ChaosReport() {}

    public static void print(PrintWriter out, ChaosSummary summary) {
        out.println();
        out.printf("%d faults, %d of them at their chosen moment%n", summary.faults(), summary.faultsInPhase());
        print(out, summary.faultsByPhase());
        out.println("by kind");
        print(out, summary.faultsByKind());
        out.printf(
                "recovery time %.1f s (median), %.1f s (maximum)%n",
                summary.medianRecoverySeconds(), summary.worstRecoverySeconds());
        MemoryPeak memory = summary.taskManagerMemory();
        out.printf(
                "peak memory of a TaskManager: %,d MB heap, %,d MB direct, %,d MB resident%n",
                memory.heapBytes() >> 20, memory.directBytes() >> 20, memory.residentBytes() >> 20);
        out.println();
        out.println(
                "  stream            records       events     expected         rows   with FINAL  dead letters  hashes");
        summary.streams()
                .forEach((stream, outcome) -> out.printf(
                        "  %-12s %,12d %,12d %,12d %,12d %,12d  %,12d  %s%n",
                        stream,
                        outcome.records(),
                        outcome.events(),
                        outcome.expected().count(),
                        outcome.rows().count(),
                        outcome.rowsFinal().count(),
                        outcome.deadLetters().count(),
                        outcome.isExact() ? "equal" : "DIFFERENT"));
        summary.streams().forEach((stream, outcome) -> {
            if (outcome.gone() > 0) {
                out.printf(
                        "  %,d rows of %s were in the dropped table only; verify reports them as missing%n",
                        outcome.gone(), stream);
            }
        });
        out.println();
        out.println("  alerts of        expected     in table      missing   unexpected  not on the topic");
        summary.alerts()
                .forEach((stream, outcome) -> out.printf(
                        "  %-12s %,12d %,12d %,12d %,12d  %,16d%n",
                        stream,
                        outcome.expected(),
                        outcome.found(),
                        outcome.missing(),
                        outcome.unexpected(),
                        outcome.missingOnTopic()));
        out.println();
        new VerifyReportPrinter(out).print(summary.verification());
    }

    /**
     * Returns the outcome in one line.
     *
     * @param dir folder of the logs
     */
    public static String verdict(ChaosSummary summary, Path dir) {
        if (!summary.failure().isEmpty()) {
            return "The run FAILED: " + summary.failure() + ". Logs: " + dir;
        }
        if (!summary.exact()) {
            return summary.alerts().values().stream().allMatch(AlertOutcome::isExact)
                    ? "Rows are MISSING or DUPLICATED; see above. Logs: " + dir
                    : "Rows or alerts are MISSING or UNEXPECTED; see above. Logs: " + dir;
        }
        return summary.faultsByKind().containsKey(FaultKind.DROPPED_TABLE.text())
                ? "No missing rows but those of the dropped table, no missing alerts, no duplicates."
                : "No missing rows, no missing alerts, no duplicates.";
    }

    private static void print(PrintWriter out, Map<String, Integer> counts) {
        counts.forEach((name, count) -> out.printf("  %4d  %s%n", count, name));
    }
}
