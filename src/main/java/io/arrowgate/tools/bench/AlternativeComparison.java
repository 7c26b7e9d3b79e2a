package io.arrowgate.tools.bench;

import io.arrowgate.tools.bench.cpu.CpuUsage;
import io.arrowgate.tools.bench.cpu.ServerCpu;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Compares the job with other means of moving the same events into ClickHouse.
 *
 * @param events per run
 * @param results of all contenders
 */
public record AlternativeComparison(long events, List<Result> results) {
    public AlternativeComparison {
        results = List.copyOf(results);
    }

    /**
     * Holds one run.
     *
     * @param seconds until the last row was in ClickHouse
     * @param process CPU time of the process that moves the events
     * @param servers CPU time of engine and broker, merges included
     */
    public record Run(double seconds, CpuUsage process, ServerCpu servers) {
        /** Returns the CPU seconds of the whole system without the compiler's. */
        double systemSeconds() {
            return process.withoutCompiler() + servers.seconds();
        }
    }

    /** Holds the runs of a contender with a number of rows per insert. */
    public record Result(Contender contender, int rowsPerInsert, List<Run> runs) {
        public Result {
            runs = List.copyOf(runs);
        }

        double median(ToDoubleFunction<Run> value) {
            return OrderStatistics.median(
                    runs.stream().mapToDouble(value).boxed().toList());
        }
    }

    /** Returns the median CPU nanoseconds per event. */
    double nanosPerEvent(Result result, ToDoubleFunction<Run> seconds) {
        return 1e9 * result.median(seconds) / events;
    }

    /** Returns the alternative with this number of rows per insert whose whole system needs the least CPU time. */
    Optional<Result> cheapestAlternative(int rowsPerInsert) {
        return results.stream()
                .filter(result -> result.contender().isAlternative() && result.rowsPerInsert() == rowsPerInsert)
                .min(Comparator.comparingDouble(result -> result.median(Run::systemSeconds)));
    }

    /** Returns the job's CPU time divided by that of the cheapest alternative with as many rows per insert. */
    Optional<Double> ratio(Result ours) {
        return cheapestAlternative(ours.rowsPerInsert())
                .map(other -> ours.median(Run::systemSeconds) / other.median(Run::systemSeconds));
    }
}
