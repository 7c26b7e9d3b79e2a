package io.arrowgate.tools.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.bench.AlternativeComparison;
import io.arrowgate.tools.bench.BenchOptions;
import io.arrowgate.tools.bench.BenchReport;
import io.arrowgate.tools.bench.BenchResult;
import io.arrowgate.tools.bench.BenchRunner;
import io.arrowgate.tools.bench.BenchSummary;
import io.arrowgate.tools.bench.ReportBenchmark;
import io.arrowgate.tools.bench.StageBenchmarks;
import io.arrowgate.tools.bench.rate.MeasuredJob;
import io.arrowgate.tools.bench.rate.RateBenchmark;
import io.arrowgate.tools.bench.rate.RateOptions;
import io.arrowgate.tools.bench.rate.RateReport;
import io.arrowgate.tools.bench.rate.SeriesBenchmark;
import io.arrowgate.tools.bench.rate.SeriesReport;
import io.arrowgate.tools.bench.run.BuildComparison;
import io.arrowgate.tools.bench.table.TableBenchmark;
import io.arrowgate.tools.bench.table.TableOptions;
import io.arrowgate.tools.bench.table.TableReport;
import io.arrowgate.tools.bench.table.TableResults;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.local.SummaryFile;
import io.arrowgate.tools.option.StackFlags;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures the CPU cost of the whole job against reading alone or against another build ({@code bench}). */
@Command(
        name = "bench",
        modelTransformer = StackFlags.class,
        description = {
            "Measures the job: fills a topic with sensor events, then runs (a) the source alone and (b) the whole job, exactly"
                    + " once and into ClickHouse, alternately in one process.",
            "",
            "It reports the CPU time per event of source, job, engine and broker, merges included. The first rounds only warm up"
                    + " the compiler, whose time is not counted. Takes at most six minutes unless options add rounds or runs. Exit"
                    + " code 3: the result is too noisy to compare with another run.",
            "",
            "With --compare, it alternates the job and alternatives that deliver at least once instead.",
            "",
            "With --compare-to, it alternates the whole job of this build and of another build instead, each in its own"
                    + " process. Exit code 1: the 95 %% interval of the ratio of their CPU times lies wholly above 1.05.",
            ""
        })
public final class BenchCommand implements Callable<Integer> {
    private static final int TOO_NOISY = 3;

    @Spec
    private CommandSpec command;

    @Mixin
    private BenchOptions bench;

    @Mixin
    private RateOptions rate;

    @Mixin
    private TableOptions table;

    @Mixin
    private SummaryFile summary;

    private ResolvedOptions options;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        bench.check();
        rate.check(bench.seriesSteps().size());
        options = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv())
                .withPreset(ArrowgateOptions.PARALLELISM, "2", "bench");
        if (bench.stages()) {
            summary.write(options, "bench-stages.json", out, StageBenchmarks::run);
            return 0;
        }
        try (LocalStack stack = LocalStack.startFresh(options, "bench", line -> out.println(line + " …"))) {
            if (!bench.seriesSteps().isEmpty() || !rate.rates().isEmpty()) {
                return measureSteadyLoad(stack, out);
            }
            if (table.table()) {
                TableResults measured = new TableBenchmark(stack, out).run(table.restartRows());
                TableReport.print(out, measured);
                summary.write(options, "bench-table.json", out, new ObjectMapper(), measured);
                return 0;
            }
            if (bench.reports()) {
                new ReportBenchmark(stack.jobSettings(), out).run();
                return 0;
            }
            BenchRunner runner = new BenchRunner(stack, bench.events(), bench.shape(), out);
            runner.fill(bench.partitions());
            if (bench.compare()) {
                AlternativeComparison compared = runner.compareWithAlternatives(bench.rounds());
                summary.write(options, "bench-alternatives.json", out, new ObjectMapper(), compared);
                return 0;
            }
            return bench.compareTo() == null ? measure(runner, out) : compare(runner, out);
        }
    }

    private int measure(BenchRunner runner, PrintWriter out) throws Exception {
        BenchResult measured = BenchSummary.read(runner.measure(bench.rounds(), bench.lastStart(), bench.alerts()));
        BenchReport.print(out, measured);
        summary.write(options, "bench.json", out, file -> BenchSummary.write(file, measured));
        BenchReport.printReliability(out, measured);
        return measured.hasComparableMedians() ? 0 : TOO_NOISY;
    }

    private int measureSteadyLoad(LocalStack stack, PrintWriter out) throws Exception {
        out.println("Starting the job …");
        try (MeasuredJob job = MeasuredJob.start(stack, bench.shape(), bench.partitions(), rate.backend())) {
            if (bench.seriesSteps().isEmpty()) {
                var measured = new RateBenchmark(bench.shape(), out).run(job, rate.rates());
                RateReport.print(out, measured);
                summary.write(options, "bench-rates.json", out, new ObjectMapper(), measured);
            } else {
                var measured = new SeriesBenchmark(bench.shape(), rate.seriesRate(), out).run(job, bench.seriesSteps());
                SeriesReport.print(out, measured);
                summary.write(options, "bench-series.json", out, new ObjectMapper(), measured);
            }
        }
        return 0;
    }

    private int compare(BenchRunner runner, PrintWriter out) throws Exception {
        BuildComparison comparison = runner.compareTo(bench.compareTo(), bench.rounds());
        BenchReport.print(out, comparison);
        summary.write(options, "bench-comparison.json", out, file -> BenchSummary.write(file, comparison));
        return comparison.isSlower() ? 1 : 0;
    }
}
