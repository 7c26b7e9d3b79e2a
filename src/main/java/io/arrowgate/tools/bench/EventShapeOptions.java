package io.arrowgate.tools.bench;

import io.arrowgate.tools.bench.run.EventShape;
import java.util.List;
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
            split = ",",
            defaultValue = "1000",
            description = "Devices that the events are of. Default: ${DEFAULT-VALUE}. Several numbers, such as"
                    + " 1000,10000,100000,1000000, measure one job with each of them in turn instead, then without"
                    + " events, with the first number again, and again without events. The job runs as with up, at"
                    + " one --rate. Takes about three minutes for each number.")
    private List<Integer> series;

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

    /** Returns the numbers of series in order. */
    List<Integer> series() {
        return series;
    }

    EventShape shape() {
        series.forEach(number -> check("--series", number, 1, MAX_SERIES));
        check("--event-bytes", bytes, 0, MAX_BYTES);
        return new EventShape(series.get(0), bytes, nested);
    }

    private void check(String option, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new ParameterException(
                    command.commandLine(), "%s: '%d' is not in %d to %,d".formatted(option, value, lowest, highest));
        }
    }
}
