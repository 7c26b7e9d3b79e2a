package io.arrowgate.tools.bench;

import io.arrowgate.tools.bench.run.EventShape;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the command-line options of the shape of the events. */
public final class EventShapeOptions {
    private static final int MAX_SERIES = 1_000_000;
    private static final int MAX_BYTES = 100_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Devices that the events are of. Default: ${DEFAULT-VALUE}.")
    private int series;

    @Option(
            names = "--event-bytes",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Smallest size of an event; a text that no column reads fills it up. Default: ${DEFAULT-VALUE},"
                            + " events of about 140 bytes.")
    private int bytes;

    @Option(names = "--nested", description = "Put the values of an event into nested objects.")
    private boolean nested;

    EventShape shape() {
        check("--series", series, 1, MAX_SERIES);
        check("--event-bytes", bytes, 0, MAX_BYTES);
        return new EventShape(series, bytes, nested);
    }

    private void check(String option, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new ParameterException(
                    command.commandLine(), "%s: '%d' is not in %d to %,d".formatted(option, value, lowest, highest));
        }
    }
}
