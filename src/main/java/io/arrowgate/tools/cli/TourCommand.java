package io.arrowgate.tools.cli;

import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.console.StopSignal;
import io.arrowgate.tools.option.DataDirFlag;
import io.arrowgate.tools.tour.Tour;
import io.arrowgate.tools.tour.TourCommands;
import io.arrowgate.tools.tour.TourConsole;
import io.arrowgate.tools.tour.TourStack;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Leads through the pipeline step by step ({@code tour}). */
@Command(
        name = "tour",
        modelTransformer = DataDirFlag.class,
        description = {
            "Leads through the pipeline in three minutes: send events, query them, break a record, replay it, kill the job, verify.",
            "",
            "Each step explains and prints the commands that it runs, and waits for Enter. The tour has a broker, an engine and a"
                    + " job of its own, on free ports and with data in the folder 'tour' of --data-dir. It deletes them at the end"
                    + " or after Ctrl-C. A stack that runs is not affected.",
            ""
        })
final class TourCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private CommandSpec command;

    @Option(names = "--yes", description = "Do not wait for Enter. Without a terminal, the tour never waits.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        ResolvedOptions options = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv());
        try (StopSignal signal = new StopSignal(PATIENCE)) {
            TourConsole console = !yes && Boolean.getBoolean("arrowgate.input-terminal")
                    ? TourConsole.interactive(out, System.in, signal::isRequested)
                    : TourConsole.unattended(out, signal::isRequested);
            try (TourStack stack = TourStack.start(options, out)) {
                new Tour(console, commands(stack), stack.job(), stack.settings().clickHouse(), stack.definition())
                        .run();
            } catch (CancellationException e) {
                out.println();
            }
            out.println("Everything is stopped, and the data of the tour are deleted.");
        }
        return Arrowgate.OK;
    }

    private TourCommands commands(TourStack stack) {
        return new TourCommands() {
            @Override
            public List<String> line(List<String> words) {
                return Stream.concat(words.stream(), Stream.of("--data-dir", stack.dataDir()))
                        .toList();
            }

            @Override
            public int run(List<String> words) {
                return Arrowgate.commandLine()
                        .setOut(command.commandLine().getOut())
                        .setErr(command.commandLine().getErr())
                        .execute(line(words).toArray(String[]::new));
            }
        };
    }
}
