package io.arrowgate.tools.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands for alerts ({@code alerts}). */
@Command(
        name = "alerts",
        description = "Lists the alert rules of a job, and changes them while it runs.",
        subcommands = AlertRulesCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class AlertsCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "subcommand is missing; give rules");
    }
}
