package io.arrowgate.tools.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.tools.console.ProgressDisplay;
import io.arrowgate.tools.deadletter.DeadLetterFilter;
import io.arrowgate.tools.deadletter.DeadLetterReplay;
import io.arrowgate.tools.deadletter.DeadLetterTopicReader;
import io.arrowgate.tools.deadletter.ReplayTarget;
import io.arrowgate.tools.deadletter.TransactionalReplayTarget;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.option.DeadLetterFlags;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends the original records of dead letters back to their topics, each once ({@code dead-letters replay}). */
@Command(
        name = "replay",
        modelTransformer = DeadLetterFlags.class,
        description = {
            "Sends the original records back to their topics, after the definition or the decoder was fixed.",
            "",
            "Each record is sent once: a replay that was interrupted or is repeated resumes after the last record it sent."
                    + " It ends at the newest dead letter at its start, so a record that fails again is not sent again.",
            "Truncated records cannot be sent. They are counted, and the exit code is then 1.",
            ""
        })
final class DeadLettersReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private DeadLetterFilter filter;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name of this replay, under which its progress is stored. By default derived from the filters; give a"
                            + " new name to send the same dead letters again.")
    private String name;

    @Option(names = "--dry-run", description = "Send nothing; report what would be sent.")
    private boolean dryRun;

    @Override
    public Integer call() {
        if (filter.endsWithAge()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--until: an age changes while the replay runs; give a time, such as %s".formatted(filter.until()));
        }
        ResolvedOptions options = LocalServers.reachable(command);
        String group = "arrowgate-replay-"
                + (name == null ? UUID.nameUUIDFromBytes(filter.toString().getBytes(UTF_8)) : name);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        DeadLetterReplay.Result result;
        try (DeadLetterTopicReader topic = DeadLetterTopicReader.open(options, group);
                // Opening the target aborts the transaction that a killed replay of this name left open. Until then its
                // position is undecided.
                ReplayTarget target = dryRun
                        ? ReplayTarget.NOWHERE
                        : new TransactionalReplayTarget(
                                DeadLetterTopicReader.clientProperties(options), topic.group())) {
            topic.seekToCommitted();
            long total = topic.remaining();
            try (ProgressDisplay progressDisplay = new ProgressDisplay("dead letters", total, err)) {
                result = new DeadLetterReplay(topic, filter, target).run(sent -> {
                    if (progressDisplay.isDue()) {
                        progressDisplay.update(total - topic.remaining(), sent);
                    }
                });
            }
        }
        out.printf("%s %,d records (replay '%s')%n", dryRun ? "would send" : "sent", result.sent(), group);
        if (!result.truncated().isEmpty()) {
            err.printf(
                    "not sent, because the dead letter holds only part of the record: %s%n",
                    String.join(", ", result.truncated()));
        }
        return result.truncated().isEmpty() ? 0 : 1;
    }
}
