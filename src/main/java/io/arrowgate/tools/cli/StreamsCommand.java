package io.arrowgate.tools.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streams}: the commands about stream definitions. */
@Command(
        name = "streams",
        description =
                "Checks and lists stream definitions, and writes a first one from a file of data. Needs nothing that runs.",
        subcommands = {StreamsCheckCommand.class, StreamsListCommand.class, StreamsInferCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class StreamsCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "check, list or infer is missing");
    }
}
