package io.arrowgate.tools.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands for stream definitions ({@code streams}). */
@Command(
        name = "streams",
        description = "Checks, lists and infers stream definitions. Needs no servers.",
        subcommands = {StreamsCheckCommand.class, StreamsListCommand.class, StreamsInferCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class StreamsCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "subcommand is missing; give check, list or infer");
    }
}
