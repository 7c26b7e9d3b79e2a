package io.arrowgate.tools.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands for records that could not be decoded ({@code dead-letters}). */
@Command(
        name = "dead-letters",
        description = "Lists and shows records that could not be decoded, and replays them after a fix.",
        subcommands = {DeadLettersListCommand.class, DeadLettersShowCommand.class, DeadLettersReplayCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "subcommand is missing; give list, show or replay");
    }
}
