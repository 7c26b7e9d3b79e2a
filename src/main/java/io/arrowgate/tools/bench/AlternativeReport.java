package io.arrowgate.tools.bench;

import io.arrowgate.tools.bench.AlternativeComparison.Result;
import io.arrowgate.tools.bench.AlternativeComparison.Run;
import java.io.PrintWriter;

/** Prints a comparison with alternatives. */
final class AlternativeReport {
    private AlternativeReport() {}

    static void printRun(PrintWriter out, String round, Contender contender, int rowsPerInsert, long events, Run run) {
        out.printf(
                "%-8s  %-28s %,7d rows | process %,6.0f, engine %,6.0f, broker %,5.0f ns/event | %,8.0f rows/s | compiler %2.0f %%%n",
                round,
                contender.label(),
                rowsPerInsert,
                nanos(run.process().withoutCompiler(), events),
                nanos(run.servers().engineSeconds(), events),
                nanos(run.servers().brokerSeconds(), events),
                events / run.seconds(),
                100 * run.process().compilerShare());
        out.flush();
    }

    private static double nanos(double seconds, long events) {
        return 1e9 * seconds / events;
    }

    static void print(PrintWriter out, AlternativeComparison comparison) {
        long events = comparison.events();
        out.println();
        out.printf(
                "CPU nanoseconds per event without the compiler's, %,d events; medians of %d rounds%n",
                events, comparison.results().get(0).runs().size());
        out.printf(
                "%-28s %7s %8s %8s %8s %14s %17s %10s%n",
                "", "rows", "process", "engine", "broker", "whole system", "range", "rows/s");
        for (Result result : comparison.results()) {
            out.printf(
                    "%-28s %,7d %,8.0f %,8.0f %,8.0f %,14.0f %8s to %,.0f %,10.0f%n",
                    result.contender().label(),
                    result.rowsPerInsert(),
                    comparison.nanosPerEvent(result, run -> run.process().withoutCompiler()),
                    comparison.nanosPerEvent(result, run -> run.servers().engineSeconds()),
                    comparison.nanosPerEvent(result, run -> run.servers().brokerSeconds()),
                    comparison.nanosPerEvent(result, Run::systemSeconds),
                    "%,.0f".formatted(nanos(bound(result, false), events)),
                    nanos(bound(result, true), events),
                    events / result.median(Run::seconds));
        }
        for (Result result : comparison.results()) {
            if (!result.contender().isAlternative()) {
                comparison
                        .ratio(result)
                        .ifPresent(ratio -> out.printf(
                                "%s needs %.2f of the cheapest alternative's CPU time at %,d rows per insert.%n",
                                result.contender().label(), ratio, result.rowsPerInsert()));
            }
        }
    }

    private static double bound(Result result, boolean highest) {
        var seconds = result.runs().stream().mapToDouble(Run::systemSeconds);
        return (highest ? seconds.max() : seconds.min()).orElseThrow();
    }
}
