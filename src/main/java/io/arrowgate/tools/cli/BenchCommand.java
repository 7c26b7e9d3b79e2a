package io.arrowgate.tools.cli;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.bench.BenchReport;
import io.arrowgate.tools.bench.BenchResult;
import io.arrowgate.tools.bench.BenchRunner;
import io.arrowgate.tools.bench.BenchSummary;
import io.arrowgate.tools.bench.JarProcess;
import io.arrowgate.tools.bench.ReportBenchmark;
import io.arrowgate.tools.bench.StageBenchmarks;
import io.arrowgate.tools.bench.run.BuildComparison;
import io.arrowgate.tools.bench.run.RatioInterval;
import io.arrowgate.tools.cli.option.StackFlags;
import io.arrowgate.tools.local.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the CPU cost of the whole job against reading alone or against another build ({@code bench}). */
@Command(
        name = "bench",
        modelTransformer = StackFlags.class,
        description = {
            "Measures the job: fills a topic with sensor events, then runs (a) the source alone and (b) the whole job, exactly"
                    + " once and into ClickHouse, alternately in one process.",
            "",
            "The broker, ClickHouse and the loader are other processes. The first rounds only warm up the compiler.",
            "",
            "With --compare-to, it alternates the whole job of this build and of another build instead, each in its own"
                    + " process. Exit code 1: the 95 %% interval of the ratio of their CPU times lies wholly above 1.05.",
            ""
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int ROUNDS = 5;
    private static final int COMPARED_ROUNDS = 10;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "4000000",
            description = "Sensor events of about 140 bytes. Default: ${DEFAULT-VALUE}.")
    private long events;

    @Option(
            names = "--partitions",
            paramLabel = "P",
            defaultValue = "3",
            description = "Partitions of the topic. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of (a) and (b) after the warm-up. Default: " + ROUNDS + ", with --compare-to "
                    + COMPARED_ROUNDS + ".")
    private Integer rounds;

    @Option(
            names = "--compare-to",
            paramLabel = "JAR",
            description =
                    "Measure the CPU time per event of the whole job against that of another build's job jar instead.")
    private Path compareTo;

    @Option(
            names = "--stages",
            description = "Measure decode, append and encode separately instead (JMH), without servers.")
    private boolean stages;

    @Option(
            names = "--alerts",
            description = "Run the whole job a second time in each round, with five threshold and change rules on"
                    + " each reading. Also measure the latency from a produced reading to its alert on the topic, at 100"
                    + " events a second and at half the throughput.")
    private boolean alerts;

    @Option(
            names = "--alert-series",
            paramLabel = "N",
            description =
                    "Measure the alert state of N series instead, five readings each, with two threshold rules and an"
                            + " absence rule on each and the anomaly detector on a tenth of them, on heap and on RocksDB. Takes 10 GB of"
                            + " memory.")
    private int alertSeries;

    @Option(
            names = "--reports",
            description = "Measure the duration of reports instead, on 10 million readings and 250,000 audits.")
    private boolean reports;

    @Option(names = "--summary", paramLabel = "FILE", description = "Also write all measurements as JSON.")
    private Path summary;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        if (compareTo != null) {
            checkComparison();
        }
        if (stages) {
            StageBenchmarks.run(summary);
            return 0;
        }
        ResolvedOptions options = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv())
                .withPreset(ArrowgateOptions.PARALLELISM, "2", "bench");
        try (LocalStack stack = LocalStack.startFresh(options, "bench", line -> out.println(line + " …"))) {
            if (reports) {
                new ReportBenchmark(stack.jobSettings(), out).run();
                return 0;
            }
            BenchRunner runner = alertSeries > 0
                    ? BenchRunner.ofAlertState(stack, alertSeries, out)
                    : BenchRunner.ofThroughput(stack, events, out);
            runner.fill(partitions);
            return compareTo == null ? measure(runner, out) : compare(runner, out);
        }
    }

    private void checkComparison() throws IOException {
        if (stages || alerts || alertSeries > 0 || reports) {
            throw usage(
                    "--compare-to measures the whole job without alerts: leave out --stages, --alerts, --alert-series and"
                            + " --reports");
        }
        if (comparedRounds() < RatioInterval.MIN_ROUNDS) {
            throw usage("--rounds is %d, and --compare-to takes at least %d for an interval"
                    .formatted(rounds, RatioInterval.MIN_ROUNDS));
        }
        if (!Files.isRegularFile(compareTo)) {
            throw usage("--compare-to: file %s does not exist; give the job jar of another build".formatted(compareTo));
        }
        JarProcess.mainClass(compareTo);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private int comparedRounds() {
        return rounds == null ? COMPARED_ROUNDS : rounds;
    }

    private int measure(BenchRunner runner, PrintWriter out) throws IOException, InterruptedException {
        Path result = runner.measure(rounds == null ? ROUNDS : rounds, alerts);
        if (alertSeries > 0) {
            if (summary != null) {
                Files.copy(result, summary, StandardCopyOption.REPLACE_EXISTING);
            }
            return 0;
        }
        BenchResult measured = BenchSummary.read(result);
        BenchReport.print(out, measured);
        if (summary != null) {
            BenchSummary.write(summary, measured);
        }
        return 0;
    }

    private int compare(BenchRunner runner, PrintWriter out) throws Exception {
        BuildComparison comparison = runner.compareTo(compareTo, comparedRounds());
        BenchReport.print(out, comparison);
        if (summary != null) {
            BenchSummary.write(summary, comparison);
        }
        return comparison.isSlower() ? 1 : 0;
    }
}
