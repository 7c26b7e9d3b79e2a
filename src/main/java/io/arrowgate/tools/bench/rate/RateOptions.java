package io.arrowgate.tools.bench.rate;

import java.util.List;
import picocli.CommandLine.Option;

/** Holds the command-line options of measurements at given rates. */
public final class RateOptions {
    @Option(
            names = "--rate",
            paramLabel = "LIST",
            split = ",",
            converter = LoadRate.Converter.class,
            description =
                    "Measure job, engine and broker at these rates instead, such as idle,100,1000,10000,100000: events per"
                            + " second, or idle for none. The job runs as with up. Takes one to two minutes for each rate.")
    private List<LoadRate> rates = List.of();

    /** Returns the requested rates in order; empty for another benchmark. */
    public List<LoadRate> rates() {
        return rates;
    }
}
