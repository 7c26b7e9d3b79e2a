package io.arrowgate.tools.bench.rate;

import io.arrowgate.tools.bench.cpu.CpuGroup;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Prints what the system uses at each rate. */
public final class RateReport {
    private RateReport() {}

    /** Prints a table; CPU times are without the compiler's, which has a column of its own. */
    public static void print(PrintWriter out, List<RateMeasurement> measured) {
        Optional<RateMeasurement> idle =
                measured.stream().filter(one -> one.rate().isIdle()).findFirst();
        out.println();
        out.printf("CPU time in %% of a core, and per event; p99 latency of rows and alerts%n");
        out.printf(
                "%-12s %8s %8s %8s %8s %9s %12s %14s %9s %9s%n",
                "rate", "job", "engine", "broker", "all", "compiler", "µs/event", "beyond idle", "rows", "alerts");
        for (RateMeasurement one : measured) {
            out.printf(
                    "%-12s %6.1f %% %6.1f %% %6.1f %% %6.1f %% %7.1f %% %12s %14s %9s %9s%n",
                    one.rate(),
                    one.percent(one.job().withoutCompiler()),
                    one.percent(one.servers().engineSeconds()),
                    one.percent(one.servers().brokerSeconds()),
                    one.percent(one.systemSeconds()),
                    one.percent(
                            one.job().seconds(CpuGroup.COMPILER) + one.servers().compilerSeconds()),
                    perEvent(one, one.systemSeconds()),
                    idle.map(base -> perEvent(
                                    one, one.systemSeconds() - base.systemSeconds() * one.seconds() / base.seconds()))
                            .orElse("–"),
                    one.rows(),
                    one.alerts());
        }
    }

    private static String perEvent(RateMeasurement one, double cpuSeconds) {
        return one.events() == 0 ? "–" : "%,.1f".formatted(one.microsPerEvent(cpuSeconds));
    }
}
