package io.arrowgate.tools.bench.rate;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the command-line options of measurements at given rates. */
public final class RateOptions {
    private static final LoadRate SERIES_RATE = new LoadRate(20_000);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--rate",
            paramLabel = "LIST",
            split = ",",
            converter = LoadRate.Converter.class,
            description =
                    "Measure job, engine and broker at these rates instead, such as idle,100,1000,10000,100000: events per"
                            + " second, or idle for none. The job runs as with up. Takes one to two minutes for each rate."
                            + " With several numbers of --series, the one rate at which they are measured. Default: 20000.")
    private List<LoadRate> rates = List.of();

    @Option(
            names = "--state-backend",
            paramLabel = "NAME",
            converter = StateBackend.Converter.class,
            description =
                    "With --rate or several numbers of --series: Flink's state backend of the job, hashmap or rocksdb."
                            + " By default the one of up.")
    private StateBackend backend = StateBackend.DEFAULT;

    /** Returns the requested rates in order; empty for another benchmark. */
    public List<LoadRate> rates() {
        return rates;
    }

    /**
     * Rejects rates that do not suit the measured numbers of series.
     *
     * @param steps number of these; 0 for another benchmark
     */
    public void check(int steps) {
        if (steps > 0 && !rates.isEmpty() && (rates.size() > 1 || rates.get(0).isIdle())) {
            throw new ParameterException(
                    command.commandLine(),
                    "--rate %s: several numbers of --series are measured at one rate; give one, such as %d"
                            .formatted(
                                    String.join(
                                            ",",
                                            rates.stream().map(LoadRate::option).toList()),
                                    SERIES_RATE.perSecond()));
        }
    }

    /** Returns the rate at which numbers of series are measured. */
    public LoadRate seriesRate() {
        return rates.isEmpty() ? SERIES_RATE : rates.get(0);
    }

    /** Returns the state backend of the measured job. */
    public StateBackend backend() {
        return backend;
    }
}
