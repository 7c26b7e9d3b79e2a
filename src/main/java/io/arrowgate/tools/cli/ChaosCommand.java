package io.arrowgate.tools.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.chaos.ChaosPlanOptions;
import io.arrowgate.tools.chaos.ChaosReport;
import io.arrowgate.tools.chaos.ChaosRunner;
import io.arrowgate.tools.chaos.ChaosSummary;
import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.chaos.stack.ChaosOptions;
import io.arrowgate.tools.console.StopSignal;
import io.arrowgate.tools.local.LocalPassword;
import io.arrowgate.tools.local.LocalStack;
import io.arrowgate.tools.local.SummaryFile;
import io.arrowgate.tools.option.StackFlags;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Injects faults into a real cluster that runs the job, and then compares every row ({@code chaos}). */
@Command(
        name = "chaos",
        modelTransformer = StackFlags.class,
        description = {
            "Injects random faults into the job, its cluster, the broker and ClickHouse, and then compares every row.",
            "",
            "Starts all of them as separate processes with separate data, keeps events flowing, and injects one fault after the"
                    + " other: killed or suspended processes, lost responses, truncated inserts, redirects, errors, unanswered"
                    + " requests, a changed password, changed tables, a second job of the same name. Most faults are triggered"
                    + " at a chosen moment of an insert, a checkpoint or a restore. The exit code is 0 only if every raw record"
                    + " is exactly one row with the right values.",
            ""
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Spec
    private CommandSpec command;

    @Mixin
    private ChaosPlanOptions planOptions;

    @Mixin
    private SummaryFile summaryFile;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        ResolvedOptions given =
                ChaosOptions.preset(OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv()));
        ResolvedOptions options = LocalPassword.of(given).generateFor(given);
        ChaosPlan plan = planOptions.plan(options.get(ArrowgateOptions.PARALLELISM));
        Path dir = LocalStack.freshDir(options, "chaos");
        try (StopSignal signal = new StopSignal(PATIENCE)) {
            ChaosSummary summary = new ChaosRunner(plan, out, signal::isRequested).run(dir, options);
            ChaosReport.print(out, summary);
            summaryFile.write(options, "chaos.json", out, new ObjectMapper(), summary);
            out.println(ChaosReport.verdict(summary, dir));
            return summary.exact() ? 0 : 1;
        }
    }
}
