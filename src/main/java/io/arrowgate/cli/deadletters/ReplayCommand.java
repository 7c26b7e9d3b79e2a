package io.arrowgate.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.cli.Progress;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.config.ResolvedOptions;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dead-letters replay}: sends the originals back to their topics, once each. */
@Command(
        name = "replay",
        modelTransformer = LetterFlags.class,
        description = {
            "Sends the original records back to their topics, after the definition or what reads them was mended.",
            "",
            "Each is sent once: a replay that was interrupted, or is started again, goes on behind the last one it sent."
                    + " It ends at the letters that are there when it starts, so one that fails again is not sent again.",
            "Records that were too long to keep whole cannot be sent; they are counted, and the exit code is then 1.",
            ""
        })
final class ReplayCommand implements Callable<Integer> {
    private static final String TERMINAL_PROPERTY = "arrowgate.terminal";

    @Spec
    private CommandSpec command;

    @Mixin
    private LetterFilter filter;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name of this replay, by which it knows what it has sent. By default one for each set of filters;"
                            + " give a new one to send the same letters again.")
    private String name;

    @Option(names = "--dry-run", description = "Send nothing; tell what would be sent.")
    private boolean dryRun;

    @Override
    public Integer call() {
        if (filter.endsWithAge()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--until: an age moves on, and a replay passes each letter once; give a time, such as %s"
                            .formatted(filter.until()));
        }
        ResolvedOptions options = OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv());
        String group = "arrowgate-replay-"
                + (name == null ? UUID.nameUUIDFromBytes(filter.toString().getBytes(UTF_8)) : name);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        Replay.Result result;
        try (LetterTopic topic = LetterTopic.open(options, group);
                // But for a dry run it ends what a killed replay of this name left open: until then its position is
                // undecided.
                ReplayTarget target = dryRun
                        ? ReplayTarget.NOWHERE
                        : new TransactionalTarget(LetterTopic.clientProperties(options), topic.group())) {
            topic.seekToCommitted();
            long total = topic.remaining();
            try (Progress progress = new Progress("dead letters", total, err, Boolean.getBoolean(TERMINAL_PROPERTY))) {
                result = new Replay(topic, filter, target).run(sent -> {
                    if (progress.isDue()) {
                        progress.update(total - topic.remaining(), sent);
                    }
                });
            }
        }
        out.printf("%s %,d records (replay '%s')%n", dryRun ? "would send" : "sent", result.sent(), group);
        if (!result.cut().isEmpty()) {
            err.printf("not sent, because they were too long to keep whole: %s%n", String.join(", ", result.cut()));
        }
        return result.cut().isEmpty() ? 0 : 1;
    }
}
