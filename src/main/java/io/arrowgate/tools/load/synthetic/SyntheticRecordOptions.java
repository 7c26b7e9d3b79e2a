package io.arrowgate.tools.load.synthetic;

import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.load.record.LimitedSource;
import io.arrowgate.tools.load.record.OutOfOrderSource;
import io.arrowgate.tools.load.record.RecordSource;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Holds the command-line options for synthetic events. */
public final class SyntheticRecordOptions {
    /** Interval between two records of a series, for streams without a special generator. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Option(
            names = "--generate",
            paramLabel = "N",
            required = true,
            converter = CountConverter.class,
            description = "Send N synthetic events instead of a file.")
    public Long events;

    @Option(
            names = "--series",
            paramLabel = "M",
            defaultValue = "100",
            converter = SeriesConverter.class,
            description = "Number of synthetic series, such as devices or turnstiles. Default: ${DEFAULT-VALUE}.")
    int series;

    @Option(
            names = "--seed",
            paramLabel = "X",
            defaultValue = "1",
            description = "The same seed and start give the same events. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--out-of-order",
            paramLabel = "W",
            defaultValue = "1",
            converter = SeriesConverter.class,
            description =
                    "Send the events in random order within a window of W events. Default: ${DEFAULT-VALUE}, in order.")
    int window;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description =
                    "Event time of the first record, ISO-8601 in UTC. By default chosen so that the last record is"
                            + " now; with --rate, all streams but turnstiles start now.")
    Instant start;

    /**
     * Returns the generator of a stream: a special one for built-in streams, otherwise a {@link DefinitionRecordSource}.
     *
     * @param rate events per second, which sensors also use for their event times; null for unlimited
     */
    public RecordSource source(StreamDefinition stream, Double rate, Instant now) {
        RecordSource source = new LimitedSource(generator(stream, rate, now), events);
        return window == 1 ? source : new LimitedSource(new OutOfOrderSource(source, window, seed), events);
    }

    private RecordSource generator(StreamDefinition stream, Double rate, Instant now) {
        return switch (stream.name()) {
            case "sensors" -> sensors(rate, now);
            case "turnstiles" ->
                start == null
                        ? SyntheticTurnstiles.endingAt(now, events, series, seed)
                        : new SyntheticTurnstiles(series, seed, start);
            default -> defined(stream, rate, now);
        };
    }

    private RecordSource sensors(Double rate, Instant now) {
        if (rate != null) {
            Duration interval = Duration.ofNanos((long) (series / rate * 1e9));
            return new SyntheticSensors(series, seed, startOr(now), interval);
        }
        Duration interval = SyntheticSensors.INTERVAL;
        return new SyntheticSensors(series, seed, startOr(now.minus(rounds(interval))), interval);
    }

    private RecordSource defined(StreamDefinition stream, Double rate, Instant now) {
        Duration interval = rate == null ? INTERVAL : Duration.ofNanos((long) (series / rate * 1e9));
        return new DefinitionRecordSource(
                stream, series, seed, startOr(rate == null ? now.minus(rounds(interval)) : now), interval);
    }

    /** Parses a number of records. */
    static final class CountConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("[1-9]\\d{0,17}")) {
                throw new TypeConversionException(
                        "'%s' is not a whole number above 0; give for example 100000".formatted(text));
            }
            return Long.valueOf(text);
        }
    }

    /** Parses a number of series, or of events that are held in memory. */
    static final class SeriesConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9]\\d{0,6}")) {
                throw new TypeConversionException(
                        "'%s' is not a whole number from 1 to 9999999; give for example 500".formatted(text));
            }
            return Integer.valueOf(text);
        }
    }

    private Instant startOr(Instant otherwise) {
        return start == null ? otherwise : start;
    }

    private Duration rounds(Duration interval) {
        return interval.multipliedBy(events / series + 1);
    }
}
