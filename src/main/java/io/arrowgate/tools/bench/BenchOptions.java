package io.arrowgate.tools.bench;

import io.arrowgate.tools.bench.run.EventShape;
import io.arrowgate.tools.bench.run.RatioInterval;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the command-line options that select what a benchmark measures. */
public final class BenchOptions {
    private static final long EVENTS = 2_000_000;
    private static final long COMPARED_EVENTS = 4_000_000;
    /** Rounds are few if the time ends before. */
    private static final int ROUNDS = 20;

    private static final int COMPARED_ROUNDS = 10;
    private static final int ALTERNATIVE_ROUNDS = 3;
    /** Leaves time for the last round and the report within six minutes. */
    private static final Duration LAST_START = Duration.ofSeconds(315);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private EventShapeOptions shape;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Sensor events of a run. Default: " + EVENTS + ", with --compare-to " + COMPARED_EVENTS + ".")
    private Long events;

    @Option(
            names = "--partitions",
            paramLabel = "P",
            defaultValue = "3",
            description = "Partitions of the topic. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds after the warm-up. Default: as many as fit into six minutes, " + ROUNDS
                    + " at most; with --compare-to " + COMPARED_ROUNDS + ", with --compare " + ALTERNATIVE_ROUNDS + ".")
    private Integer rounds;

    @Option(
            names = "--compare-to",
            paramLabel = "JAR",
            description =
                    "Measure the CPU time per event of the whole job against that of another build's job jar instead.")
    private Path compareTo;

    @Option(
            names = "--compare",
            description =
                    "Measure the job against alternatives that deliver at least once instead: a consumer that passes JSON"
                            + " on, Flink's JDBC sink, and a Flink sink that sends RowBinary. Takes seven to ten minutes.")
    private boolean compare;

    @Option(
            names = "--stages",
            description = "Measure decode, append and encode separately instead (JMH), without servers.")
    private boolean stages;

    @Option(
            names = "--alerts",
            description = "Run the whole job a second time in each round, with five threshold and change rules on"
                    + " each reading. Also measure the latency from a produced reading to its alert on the topic, at 100"
                    + " events a second and at half the throughput.")
    private boolean alerts;

    @Option(
            names = "--reports",
            description = "Measure the duration of reports instead, on 10 million readings and 250,000 audits.")
    private boolean reports;

    /** Rejects options that exclude a requested comparison. */
    public void check() throws IOException {
        if (rounds() < 1) {
            throw usage("--rounds: '%d' is too small; give 1 or more".formatted(rounds));
        }
        if (compare && (compareTo != null || shape().nested())) {
            throw usage("--compare sends flat events to this build's job: leave out --compare-to and --nested");
        }
        if (!seriesSteps().isEmpty() && (compare || compareTo != null || stages || alerts || reports)) {
            throw usage(
                    "several numbers of --series measure the job of up: leave out --compare, --compare-to, --stages,"
                            + " --alerts and --reports, or give one number");
        }
        if (compareTo == null) {
            return;
        }
        if (stages || alerts || reports) {
            throw usage(
                    "--compare-to measures the whole job without alerts: leave out --stages, --alerts and --reports");
        }
        if (rounds() < RatioInterval.MIN_ROUNDS) {
            throw usage("--rounds is %d, and --compare-to takes at least %d for an interval"
                    .formatted(rounds, RatioInterval.MIN_ROUNDS));
        }
        if (!Files.isRegularFile(compareTo)) {
            throw usage("--compare-to: file %s does not exist; give the job jar of another build".formatted(compareTo));
        }
        JobProcess.mainClass(compareTo);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    public long events() {
        return events != null ? events : compareTo == null ? EVENTS : COMPARED_EVENTS;
    }

    public EventShape shape() {
        return shape.shape();
    }

    /** Returns the time after which no further round starts; without an end if rounds or additional runs are requested. */
    public Instant lastStart() {
        return rounds != null || alerts
                ? Instant.MAX
                : Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
                        .plus(LAST_START);
    }

    public int partitions() {
        return partitions;
    }

    /** Returns the number of rounds, by default that of the benchmark. */
    public int rounds() {
        if (rounds != null) {
            return rounds;
        }
        return compare ? ALTERNATIVE_ROUNDS : compareTo == null ? ROUNDS : COMPARED_ROUNDS;
    }

    /** Returns whether the job is measured against alternatives. */
    public boolean compare() {
        return compare;
    }

    /** Returns the job jar of the build to compare with; null for none. */
    public Path compareTo() {
        return compareTo;
    }

    public boolean stages() {
        return stages;
    }

    public boolean alerts() {
        return alerts;
    }

    /** Returns the numbers of series that are measured in turn; empty for another benchmark. */
    public List<Integer> seriesSteps() {
        return shape.series().size() > 1 ? shape.series() : List.of();
    }

    public boolean reports() {
        return reports;
    }
}
