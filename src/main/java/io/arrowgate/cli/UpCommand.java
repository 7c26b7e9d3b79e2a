package io.arrowgate.cli;

import io.arrowgate.config.OptionFlags;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code up}: the local stack and the job on it, until Ctrl-C. */
@Command(
        name = "up",
        modelTransformer = StackFlags.class,
        description = {
            "Starts a Kafka broker, a ClickHouse engine and the job on this machine, and runs them until Ctrl-C.",
            "",
            "With --kafka-bootstrap-servers or --clickhouse-url your own server is used, and none is started for it. What the"
                    + " stack holds stays in --data-dir; the job goes on where it was stopped.",
            ""
        })
final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        new StackRun(command.commandLine().getOut(), "Arrowgate is up")
                .untilStopped(OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv()));
        return Arrowgate.OK;
    }
}
