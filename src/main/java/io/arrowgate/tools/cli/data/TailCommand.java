package io.arrowgate.tools.cli.data;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.LocalOptions;
import io.arrowgate.config.OptionFlags;
import io.arrowgate.stream.StreamCatalog;
import io.arrowgate.tools.console.InterruptHandler;
import io.arrowgate.tools.local.LocalServers;
import io.arrowgate.tools.tail.RecordPrinter;
import io.arrowgate.tools.tail.TailStart;
import io.arrowgate.tools.tail.TopicRole;
import io.arrowgate.tools.tail.TopicTail;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the records of a topic ({@code tail}). */
@Command(
        name = "tail",
        modelTransformer = TailCommand.Flags.class,
        description = {
            "Prints the newest records of a topic and those that follow, until Ctrl-C.",
            "",
            "Micro-batches are printed as tables, alerts and dead letters by their fields, all others as text. Only committed"
                    + " records are read. Bytes that are not UTF-8 are escaped.",
            "Without --kafka-bootstrap-servers the broker is that of the local stack.",
            ""
        })
public final class TailCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "TOPIC", description = "Topic, such as sensors, arrow.sensors, alerts or dead-letters.")
    private String topic;

    @Option(
            names = "--from",
            paramLabel = "START",
            defaultValue = "-10",
            description = "beginning, end, or -N for the newest N records. Default: ${DEFAULT-VALUE}.")
    private String from;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N records. By default unlimited.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--no-follow", description = "Stop at the current end of the topic.")
    private boolean noFollow;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10",
            description = "Rows to print of each micro-batch. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Override
    public Integer call() throws Exception {
        JobSettings settings = LocalServers.settings(command);
        TopicRole role = TopicRole.of(
                topic,
                settings,
                StreamCatalog.read(settings.streamsPath()).streams().values());
        TailStart start = usage(() -> TailStart.parse(from));
        try (TopicTail tail = usage(() -> TopicTail.open(settings.kafka(), topic));
                InterruptHandler interrupt = new InterruptHandler(tail::stop);
                RecordPrinter printer =
                        new RecordPrinter(role, rows, command.commandLine().getOut())) {
            tail.run(start, limit, !noFollow, printer::print);
        }
        return 0;
    }

    /** Reports an unusable argument as an error of the command line. */
    private <T> T usage(Callable<T> argument) throws Exception {
        try {
            return argument.call();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** Adds the flags of the broker and of the job's topics. */
    static final class Flags implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            OptionFlags.addTo(
                    command,
                    List.of(
                            ArrowgateOptions.STREAMS_DIR,
                            ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                            ArrowgateOptions.KAFKA_PROPERTIES,
                            ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC,
                            ArrowgateOptions.CLICKHOUSE_REJECTED_BATCHES_TOPIC,
                            ArrowgateOptions.ALERTS_TOPIC,
                            LocalOptions.KAFKA_PORT,
                            LocalOptions.DATA_DIR));
            return command;
        }
    }
}
