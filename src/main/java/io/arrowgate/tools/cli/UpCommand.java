package io.arrowgate.tools.cli;

import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.local.FreePorts;
import io.arrowgate.tools.option.StackFlags;
import io.arrowgate.tools.run.LocalClusterRunner;
import io.arrowgate.tools.run.LocalJobRunner;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the local stack and the job until Ctrl-C ({@code up}). */
@Command(
        name = "up",
        modelTransformer = StackFlags.class,
        description = {
            "Starts a Kafka broker, a ClickHouse engine and the job on this machine, and runs them until Ctrl-C.",
            "",
            "With --kafka-bootstrap-servers or --clickhouse-url your own server is used instead of a local one. The data of"
                    + " the stack stay in --data-dir; the job resumes where it was stopped.",
            ""
        })
final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--cluster",
            description =
                    "Run the job on a real Flink cluster, with the JobManager and TaskManagers as separate processes."
                            + " By default it runs in this process.")
    private boolean cluster;

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            defaultValue = "2",
            description = "TaskManagers of the cluster, with two slots each. Default: ${DEFAULT-VALUE}.")
    private int taskManagers;

    @Mixin
    private FreePorts freePorts;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command.commandLine().getOut();
        ResolvedOptions options =
                freePorts.applyTo(OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv()));
        if (cluster) {
            new LocalClusterRunner(out, taskManagers).runUntilStopped(options);
        } else {
            new LocalJobRunner(out, "Arrowgate is running").runUntilStopped(options);
        }
        return Arrowgate.OK;
    }
}
