package io.arrowgate.tools.cli.data;

import io.arrowgate.tools.deadletter.DeadLetterFilter;
import io.arrowgate.tools.deadletter.DeadLetterFormatter;
import io.arrowgate.tools.deadletter.DeadLetterRecord;
import io.arrowgate.tools.deadletter.DeadLetterTopicReader;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.option.DeadLetterFlags;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists dead letters and counts them by stream and reason ({@code dead-letters list}). */
@Command(name = "list", modelTransformer = DeadLetterFlags.class, description = "Lists the dead letters in the topic.")
final class DeadLettersListCommand implements Callable<Integer> {
    /** Names the output formats. */
    enum Format {
        table,
        json
    }

    @Spec
    private CommandSpec command;

    @Mixin
    private DeadLetterFilter filter;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Maximum number of lines; the counts include all dead letters. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "table",
            description =
                    "${COMPLETION-CANDIDATES}: a table with counts, or a JSON object per line. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        DeadLetterFormatter text = new DeadLetterFormatter(out);
        Map<String, Long> counts = new TreeMap<>();
        try (DeadLetterTopicReader topic = DeadLetterTopicReader.open(LocalServers.reachable(command), "list")) {
            long[] listed = {0};
            while (topic.remaining() > 0) {
                topic.poll(deadLetterRecord -> {
                    if (!filter.test(deadLetterRecord)) {
                        return;
                    }
                    counts.merge(
                            "%-12s %s".formatted(deadLetterRecord.stream(), deadLetterRecord.reason()), 1L, Long::sum);
                    if (listed[0]++ < limit) {
                        print(text, deadLetterRecord, listed[0] == 1);
                    }
                });
            }
        }
        if (format == Format.table) {
            printCounts(out, counts);
        }
        out.flush();
        return 0;
    }

    private void print(DeadLetterFormatter text, DeadLetterRecord deadLetterRecord, boolean first) {
        if (format == Format.json) {
            text.json(deadLetterRecord);
            return;
        }
        if (first) {
            text.heading();
        }
        text.line(deadLetterRecord);
    }

    private void printCounts(PrintWriter out, Map<String, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        out.printf("%n%,d dead letters%s%n", all, all > limit ? "; the first %,d are listed".formatted(limit) : "");
        counts.forEach((what, count) -> out.printf("  %,10d  %s%n", count, what));
    }
}
