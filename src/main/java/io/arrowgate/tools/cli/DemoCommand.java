package io.arrowgate.tools.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.console.ShellPath;
import io.arrowgate.tools.console.StopSignal;
import io.arrowgate.tools.live.LivePage;
import io.arrowgate.tools.local.FreePorts;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.local.OutputFolder;
import io.arrowgate.tools.local.StackInstance;
import io.arrowgate.tools.local.SummaryFile;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.option.DurationConverter;
import io.arrowgate.tools.option.StackFlags;
import io.arrowgate.tools.report.HtmlReport;
import io.arrowgate.tools.run.DemoRunner;
import io.arrowgate.tools.run.DemoStreamSummary;
import io.arrowgate.tools.run.PreflightCheck;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole pipeline on generated events and reconciles every record ({@code demo}). */
@Command(
        name = "demo",
        modelTransformer = StackFlags.class,
        description = {
            "Starts the local stack and the job, sends sensor and turnstile events, and shows the progress.",
            "",
            "Ends with a short report from ClickHouse and a reconciliation of every record. The exit code is 0 only if no"
                    + " record is missing or duplicated. The demo keeps its data in a separate folder that each run recreates.",
            ""
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private CommandSpec command;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long events flow. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    @Mixin
    private SummaryFile summary;

    @Mixin
    private FreePorts freePorts;

    @Override
    public Integer call() throws Exception {
        ResolvedOptions options = freePorts
                .applyTo(OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv()))
                .withPreset(ArrowgateOptions.JOB_NAME, "demo", "demo")
                .withPreset(ArrowgateOptions.CHECKPOINT_INTERVAL, "1 s", "demo");
        PrintWriter out = command.commandLine().getOut();
        new PreflightCheck(options, out).check();
        try (StopSignal signal = new StopSignal(PATIENCE)) {
            Map<String, DemoStreamSummary> streams = run(options, out, signal);
            summary.write(options, "demo.json", out, new ObjectMapper(), streams);
            boolean complete = streams.values().stream().allMatch(DemoStreamSummary::isComplete);
            out.println(complete ? "No missing rows, no duplicates." : "Records are MISSING or DUPLICATED; see above.");
            return complete ? Arrowgate.OK : Arrowgate.FAILED;
        }
    }

    private Map<String, DemoStreamSummary> run(ResolvedOptions options, PrintWriter out, StopSignal signal)
            throws Exception {
        try (StackInstance instance = StackInstance.claim(options);
                LocalStack stack = LocalStack.startFresh(options, "demo", line -> out.println(line + " …"))) {
            instance.record(stack.options());
            if (freePorts.isSet()) {
                out.printf(
                        "Kafka at %s, ClickHouse at %s%n",
                        stack.jobSettings().kafka().bootstrapServers(),
                        stack.jobSettings().clickHouse().url());
            }
            out.println("Starting the job …");
            try (LocalJob job =
                            LocalJob.start(stack.jobSettings(), options.get(LocalOptions.FLINK_UI_PORT), out::println);
                    LivePage live = LivePage.start(
                            stack.jobSettings(), URI.create(job.uiUrl()), options.get(LocalOptions.LIVE_PORT))) {
                out.printf("Running; live page at %s, Flink's web UI at %s%n%n", live.url(), job.uiUrl());
                Map<String, DemoStreamSummary> streams =
                        new DemoRunner(stack.jobSettings(), job, out, signal::isRequested).run(duration);
                if (stack.jobSettings().reports().enabled()) {
                    Path page = OutputFolder.file(options, "demo-report.html");
                    HtmlReport.write(stack.jobSettings().clickHouse(), page);
                    out.printf("%nReport written to %s%n", ShellPath.of(page));
                }
                out.println();
                out.println("Stopping …");
                return streams;
            }
        }
    }
}
