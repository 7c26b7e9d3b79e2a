package io.arrowgate.tools.bench.rate;

import java.io.PrintWriter;
import java.util.List;

/** Prints what the system uses with each number of series. */
public final class SeriesReport {
    private static final double MEGABYTE = 1 << 20;

    private SeriesReport() {}

    /** Prints a table; CPU times are without the compiler's. */
    public static void print(PrintWriter out, List<SeriesMeasurement> measured) {
        out.println();
        out.println(
                "CPU time per event and in percent of a core; p99 latency of rows and alerts; memory of the job's process;"
                        + " median checkpoint; alert state");
        out.printf(
                "%-10s %10s %12s %12s %9s %9s %10s %10s %10s %12s %9s %10s%n",
                "series",
                "seen",
                "job µs",
                "engine µs",
                "job",
                "engine",
                "rows",
                "alerts",
                "resident",
                "new bytes",
                "duration",
                "B/series");
        measured.forEach(one -> out.println(line(one)));
    }

    static String line(SeriesMeasurement one) {
        double jobSeconds = one.cpu().job().withoutCompiler();
        double engineSeconds = one.cpu().servers().engineSeconds();
        return "%-10s %,10d %12s %12s %7.1f %% %7.1f %% %10s %10s %7.0f MB %9.1f MB %6d ms %10.0f%s"
                .formatted(
                        one.isIdle() ? "idle" : "%,d".formatted(one.series()),
                        one.seen(),
                        perEvent(one, jobSeconds),
                        perEvent(one, engineSeconds),
                        one.cpu().percent(jobSeconds),
                        one.cpu().percent(engineSeconds),
                        one.rows(),
                        one.alerts(),
                        one.residentBytes() / MEGABYTE,
                        one.checkpoints().newBytes() / MEGABYTE,
                        one.checkpoints().millis(),
                        one.alertBytesPerSeries(),
                        one.behind() > 0 ? "  behind by %,d rows".formatted(one.behind()) : "");
    }

    private static String perEvent(SeriesMeasurement one, double cpuSeconds) {
        return one.cpu().events() == 0 ? "–" : "%,.2f".formatted(one.cpu().microsPerEvent(cpuSeconds));
    }
}
