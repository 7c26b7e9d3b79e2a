package io.arrowgate.cli.deadletters;

import io.arrowgate.config.OptionFlags;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters show}: one of them, whole. */
@Command(
        name = "show",
        modelTransformer = LetterFlags.class,
        description = "Shows one dead letter whole: why, headers, key and value.")
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(
            index = "0",
            paramLabel = "PARTITION:OFFSET",
            description = "Which one: its place in the dead letters topic, as 'list' names it.")
    private String place;

    @Option(names = "--raw", description = "Write the value's bytes to standard output as they are, and nothing else.")
    private boolean raw;

    @Override
    public Integer call() throws IOException {
        String[] parts = place.split(":", -1);
        if (parts.length != 2 || !parts[0].matches("\\d{1,9}") || !parts[1].matches("\\d{1,18}")) {
            throw new ParameterException(
                    command.commandLine(), "'%s' is no PARTITION:OFFSET; give for example 0:17".formatted(place));
        }
        Letter letter = read(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        if (raw) {
            if (letter.record().value() != null) {
                System.out.write(letter.record().value());
                System.out.flush();
            }
            return 0;
        }
        new LetterText(command.commandLine().getOut()).whole(letter);
        return 0;
    }

    private Letter read(int partition, long offset) {
        AtomicReference<Letter> found = new AtomicReference<>();
        try (LetterTopic topic = LetterTopic.open(
                OptionFlags.resolve(command.commandLine().getParseResult(), System.getenv()), "show")) {
            topic.seekTo(partition, offset);
            while (found.get() == null && topic.remaining() > 0) {
                topic.poll(letter -> found.compareAndSet(null, letter));
            }
        }
        Letter letter = found.get();
        if (letter == null || letter.record().offset() != offset) {
            throw new IllegalArgumentException("there is no letter %s%s"
                    .formatted(place, letter == null ? "" : "; the next one is " + letter.place()));
        }
        return letter;
    }
}
