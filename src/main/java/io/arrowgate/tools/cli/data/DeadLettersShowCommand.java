package io.arrowgate.tools.cli.data;

import io.arrowgate.tools.deadletter.DeadLetterFormatter;
import io.arrowgate.tools.deadletter.DeadLetterRecord;
import io.arrowgate.tools.deadletter.DeadLetterTopicReader;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.option.DeadLetterFlags;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one dead letter in full ({@code dead-letters show}). */
@Command(
        name = "show",
        modelTransformer = DeadLetterFlags.class,
        description = "Shows one dead letter in full: error, headers, key and value.")
final class DeadLettersShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PARTITION:OFFSET",
            description = "Position in the dead letter topic, as printed by 'list'. By default the newest.")
    private String place;

    @Option(names = "--raw", description = "Write only the raw bytes of the value to standard output.")
    private boolean raw;

    @Override
    public Integer call() throws IOException {
        DeadLetterRecord deadLetterRecord = place == null ? newest() : at(place.split(":", -1));
        if (raw) {
            if (deadLetterRecord.record().value() != null) {
                System.out.write(deadLetterRecord.record().value());
                System.out.flush();
            }
            return 0;
        }
        new DeadLetterFormatter(command.commandLine().getOut()).details(deadLetterRecord);
        return 0;
    }

    private DeadLetterRecord newest() {
        AtomicReference<DeadLetterRecord> newest = new AtomicReference<>();
        try (DeadLetterTopicReader topic = DeadLetterTopicReader.open(LocalServers.reachable(command), "show")) {
            while (topic.remaining() > 0) {
                topic.poll(each -> newest.accumulateAndGet(each, DeadLettersShowCommand::later));
            }
        }
        if (newest.get() == null) {
            throw new IllegalArgumentException("the dead letter topic is empty: no record was rejected");
        }
        return newest.get();
    }

    private static DeadLetterRecord later(DeadLetterRecord known, DeadLetterRecord other) {
        return known == null || other.record().timestamp() >= known.record().timestamp() ? other : known;
    }

    private DeadLetterRecord at(String... parts) {
        if (parts.length != 2 || !parts[0].matches("\\d{1,9}") || !parts[1].matches("\\d{1,18}")) {
            throw new ParameterException(
                    command.commandLine(), "'%s' is not PARTITION:OFFSET; give for example 0:17".formatted(place));
        }
        return read(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }

    private DeadLetterRecord read(int partition, long offset) {
        AtomicReference<DeadLetterRecord> found = new AtomicReference<>();
        try (DeadLetterTopicReader topic = DeadLetterTopicReader.open(LocalServers.reachable(command), "show")) {
            topic.seekTo(partition, offset);
            while (found.get() == null && topic.remaining() > 0) {
                topic.poll(deadLetterRecord -> found.compareAndSet(null, deadLetterRecord));
            }
        }
        DeadLetterRecord deadLetterRecord = found.get();
        if (deadLetterRecord == null || deadLetterRecord.record().offset() != offset) {
            throw new IllegalArgumentException("dead letter %s does not exist%s"
                    .formatted(place, deadLetterRecord == null ? "" : "; the next is " + deadLetterRecord.place()));
        }
        return deadLetterRecord;
    }
}
