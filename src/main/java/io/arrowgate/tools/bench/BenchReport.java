package io.arrowgate.tools.bench;

import static java.util.stream.Collectors.joining;

import io.arrowgate.tools.bench.cpu.CpuGroup;
import io.arrowgate.tools.bench.run.AlertLatency;
import io.arrowgate.tools.bench.run.BenchRules;
import io.arrowgate.tools.bench.run.BuildComparison;
import io.arrowgate.tools.bench.run.JobMeasurement;
import io.arrowgate.tools.bench.run.Measurement;
import io.arrowgate.tools.bench.run.MedianInterval;
import io.arrowgate.tools.bench.run.RatioInterval;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Prints the results of a benchmark to the console. */
public final class BenchReport {
    private static final double MEGABYTE = 1 << 20;

    private BenchReport() {}

    static void printRound(PrintStream out, String round, Measurement source, JobMeasurement job) {
        out.printf(
                "%-8s  source alone %,6.0f ns/event | whole job %,6.0f ns/event, %,8.0f events/s | ratio %.3f | engine %,6.0f,"
                        + " broker %,5.0f ns/event | compiler %2.0f %%%n",
                round,
                source.nanosPerEvent(),
                job.run().nanosPerEvent(),
                job.run().eventsPerSecond(),
                source.nanosPerEvent() / job.run().nanosPerEvent(),
                job.engineNanosPerEvent(),
                job.brokerNanosPerEvent(),
                100 * job.run().cpu().compilerShare());
    }

    /** @param compiling the just-in-time compiler's part of the CPU time of both builds */
    static void printComparedRound(
            PrintWriter out, String name, BuildComparison.Round round, boolean thisFirst, double compiling) {
        out.printf(
                "%-8s  this build %,7.0f ns/event | other build %,7.0f ns/event | ratio %.3f | %s first | compiler %2.0f %%%n",
                name,
                round.thisNanos(),
                round.otherNanos(),
                round.ratio(),
                thisFirst ? "this " : "other",
                100 * compiling);
    }

    public static void print(PrintWriter out, BuildComparison comparison) {
        RatioInterval interval = comparison.interval();
        out.println();
        out.printf(
                "CPU time of the whole job, %d rounds of %,d events; medians:%n",
                comparison.rounds().size(), comparison.events());
        out.printf(
                "  this build           %,7.0f ns/event%n",
                median(comparison.rounds(), BuildComparison.Round::thisNanos));
        out.printf(
                "  other build          %,7.0f ns/event%n",
                median(comparison.rounds(), BuildComparison.Round::otherNanos));
        out.printf(
                "  this/other           %.3f, 95 %% interval %.3f to %.3f (geometric mean, t interval of the logarithms)%n",
                interval.ratio(), interval.low(), interval.high());
        out.printf("Verdict: %s.%n", comparison.verdict());
    }

    public static void print(PrintWriter out, BenchResult result) {
        List<Measurement> job = result.job().stream().map(JobMeasurement::run).toList();
        out.println();
        printMedians(out, result);
        out.printf(
                "  b adds               %.0f ns of CPU per event; decoding alone takes %.0f ns%n",
                result.addedNanos(), result.decodeNanos());
        if (!result.alerting().isEmpty()) {
            printAlerting(out, result);
        }
        out.printf("  Arrow                %.1f bytes per row%n", result.bytesPerRow());
        out.printf(
                "  checkpoints          at most %.1f KB without pending batches (%.1f MB with them), %.0f ms%n",
                max(result.job(), one -> one.checkpoints().maxBytesBesideBatches()) / 1024,
                max(result.job(), one -> one.checkpoints().maxBytes()) / MEGABYTE,
                max(result.job(), one -> one.checkpoints().maxMillis()));
        out.printf(
                "  memory after a run   heap %s MB, direct %s MB; peak resident %.0f MB%n",
                perRound(job, Measurement::heapBytes),
                perRound(job, Measurement::directBytes),
                max(job, Measurement::peakRssBytes) / MEGABYTE);
    }

    private static void printMedians(PrintWriter out, BenchResult result) {
        out.printf(
                "%d rounds of %,d events; CPU time per event without the compiler's: median, its 95 %% interval%n",
                result.job().size(), result.events());
        Map<String, MedianInterval> medians = result.medians();
        if (medians.isEmpty()) {
            return;
        }
        out.printf(
                "  (a) source alone     %s; with the compiler %,.0f ns%n",
                nanos(medians.get("source")),
                OrderStatistics.median(result.source().stream()
                        .map(Measurement::nanosPerEventWithCompiler)
                        .toList()));
        out.printf(
                "  (b) whole job        %s; with the compiler %,.0f ns%n",
                nanos(medians.get("job")), median(result.job(), run -> run.run().nanosPerEventWithCompiler()));
        out.printf("  engine with merges   %s%n", nanos(medians.get("engine")));
        out.printf("  broker               %s%n", nanos(medians.get("broker")));
        out.printf("  b, engine and broker %s%n", nanos(medians.get("system")));
        MedianInterval ratio = medians.get("ratio");
        out.printf(
                "  b/a per CPU second   %9.3f     %7.3f to %.3f; with the compiler %.3f%n",
                ratio.median(), ratio.low(), ratio.high(), OrderStatistics.median(result.ratiosWithCompiler()));
        out.printf("  threads of b         %s%n", shares(result.job()));
    }

    private static String nanos(MedianInterval interval) {
        return "%,9.0f ns  %,7.0f to %,.0f ns".formatted(interval.median(), interval.low(), interval.high());
    }

    /** Lists the parts of the thread groups in the CPU time of all rounds. */
    private static String shares(List<JobMeasurement> runs) {
        double all = runs.stream().mapToDouble(run -> run.run().cpu().seconds()).sum();
        return Arrays.stream(CpuGroup.values())
                .map(group -> "%s %.0f %%"
                        .formatted(
                                group.label(),
                                100
                                        * runs.stream()
                                                .mapToDouble(
                                                        run -> run.run().cpu().seconds(group))
                                                .sum()
                                        / all))
                .collect(joining(", "));
    }

    /** Prints whether the medians can be compared with those of another run. */
    public static void printReliability(PrintWriter out, BenchResult result) {
        if (result.job().size() < MedianInterval.MIN_ROUNDS) {
            out.printf(
                    "Too noisy: only %d rounds fit into the time, and an interval takes %d. Repeat on an idle machine, or with"
                            + " --rounds %<d or fewer --events.%n",
                    result.job().size(), MedianInterval.MIN_ROUNDS);
        } else if (!result.hasComparableMedians()) {
            out.printf(
                    "Too noisy: the 95 %% interval is wider than %.0f %% of the median for %s. Repeat on an idle machine, or with more"
                            + " --rounds.%n",
                    100 * BenchResult.NOISE_LIMIT, String.join(", ", result.noisy()));
        }
    }

    static void printAlertingRound(PrintStream out, JobMeasurement job, JobMeasurement alerting) {
        out.printf(
                "          with alert rules %,9.0f events/s %,10.0f  per CPU s | ratio to the whole job %.3f%n",
                alerting.run().eventsPerSecond(),
                alerting.run().eventsPerCpuSecond(),
                alerting.run().eventsPerCpuSecond() / job.run().eventsPerCpuSecond());
    }

    private static void printAlerting(PrintWriter out, BenchResult result) {
        List<Measurement> runs =
                result.alerting().stream().map(JobMeasurement::run).toList();
        List<Double> ratios = result.alertRatios();
        out.printf("  (c) with alert rules %s%n", speed(runs));
        out.printf(
                "  c/b per CPU second   %.3f  (%.3f to %.3f), with %d rules and %,.0f alerts%n",
                OrderStatistics.median(ratios),
                OrderStatistics.min(ratios),
                OrderStatistics.max(ratios),
                BenchRules.COUNT,
                median(result.alerting(), JobMeasurement::alerts));
        result.alertLatencies().forEach(latency -> out.println("  " + text(latency)));
    }

    static void printLatency(PrintStream out, AlertLatency latency) {
        out.println("          " + text(latency));
    }

    private static String text(AlertLatency latency) {
        return "alert latency at %,.0f events/s: median %d ms, p99 %d ms, max %d ms (%,d alerts)"
                .formatted(
                        latency.eventsPerSecond(),
                        latency.medianMillis(),
                        latency.p99Millis(),
                        latency.maxMillis(),
                        latency.alerts());
    }

    private static String speed(List<Measurement> runs) {
        return "%,9.0f ns".formatted(median(runs, Measurement::nanosPerEvent));
    }

    /** Lists the value of every round, so that growth is visible. */
    private static String perRound(List<Measurement> runs, ToDoubleFunction<Measurement> value) {
        return runs.stream()
                .map(run -> "%.0f".formatted(value.applyAsDouble(run) / MEGABYTE))
                .reduce((all, one) -> all + ", " + one)
                .orElse("-");
    }

    private static <T> double median(List<T> runs, ToDoubleFunction<T> value) {
        return OrderStatistics.median(runs.stream().mapToDouble(value).boxed().toList());
    }

    private static <T> double max(List<T> runs, ToDoubleFunction<T> value) {
        return runs.stream().mapToDouble(value).max().orElseThrow();
    }
}
