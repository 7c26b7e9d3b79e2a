package io.arrowgate.cli;

import io.arrowgate.config.NearestName;
import io.arrowgate.stream.StreamDefinitions;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** What synthetic events are made, as options of a command. */
final class SyntheticOptions {
    @Option(names = "--generate", paramLabel = "N", description = "Send N synthetic events instead of a file.")
    Long events;

    @Option(
            names = "--series",
            paramLabel = "M",
            defaultValue = "100",
            description = "Number of synthetic devices or turnstiles. Default: ${DEFAULT-VALUE}.")
    int series;

    @Option(
            names = "--seed",
            paramLabel = "X",
            defaultValue = "1",
            description = "The same seed and start give the same events. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "Event time of the first one, ISO-8601 in UTC. By default so that the last one is now; with"
                    + " --rate, sensors start now.")
    Instant start;

    /**
     * The generator for one of the built-in streams.
     *
     * @param rate events a second, which sensors keep in their event time too; null for none
     */
    RecordSource source(String stream, Double rate, Instant now) {
        return new LimitedSource(
                switch (stream) {
                    case "sensors" -> sensors(rate, now);
                    case "turnstiles" ->
                        new SyntheticTurnstiles(series, seed, startOr(now.minus(rounds(SyntheticTurnstiles.INTERVAL))));
                    default ->
                        throw new IllegalArgumentException("--generate knows no stream '%s'%s; there are %s"
                                .formatted(
                                        stream,
                                        NearestName.suggestion(stream, StreamDefinitions.BUILT_IN),
                                        StreamDefinitions.BUILT_IN));
                },
                events);
    }

    private RecordSource sensors(Double rate, Instant now) {
        if (rate != null) {
            Duration interval = Duration.ofNanos((long) (series / rate * 1e9));
            return new SyntheticSensors(series, seed, startOr(now), interval);
        }
        Duration interval = SyntheticSensors.INTERVAL;
        return new SyntheticSensors(series, seed, startOr(now.minus(rounds(interval))), interval);
    }

    private Instant startOr(Instant otherwise) {
        return start == null ? otherwise : start;
    }

    private Duration rounds(Duration interval) {
        return interval.multipliedBy(events / series + 1);
    }
}
