package io.arrowgate.tools.chaos;

import io.arrowgate.tools.chaos.fault.ChaosPlan;
import io.arrowgate.tools.chaos.fault.ChaosPlan.TableEngine;
import io.arrowgate.tools.chaos.fault.Fault;
import io.arrowgate.tools.chaos.fault.FaultKind;
import io.arrowgate.tools.chaos.fault.FaultSchedule;
import io.arrowgate.tools.option.DurationConverter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Holds the command-line options for a chaos run. */
public final class ChaosPlanOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "40",
            description = "Number of faults. Default: ${DEFAULT-VALUE}.")
    private int faults;

    @Option(
            names = "--outage",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Inject one fault only: ClickHouse is unavailable for this time, for example 3min.")
    private Duration outage;

    @Option(
            names = "--quiet-stream",
            description = "With --outage: no events arrive from shortly after its start to its end.")
    private boolean quietStream;

    @Option(
            names = "--soak",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Inject one fault only: one ClickHouse request in twenty gets a random gateway response or a random"
                            + " error, for this time, for example 10min.")
    private Duration soak;

    @Option(
            names = "--drop-table",
            description = "Inject one fault only: one stream's table is dropped, and the job has to recreate it."
                    + " The dropped rows are lost; all other rows are compared.")
    private boolean dropTable;

    @Option(
            names = "--kinds",
            paramLabel = "NAME",
            split = ",",
            converter = KindConverter.class,
            description = "Draw only these kinds of faults, for example redirect,lose-answer.")
    private List<FaultKind> kinds = List.of();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed gives the same faults and events. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "replacing-merge-tree",
            description =
                    "Engine of the tables: replacing-merge-tree with merges held back, so that duplicates are counted, or"
                            + " merge-tree, which never removes any. Default: ${DEFAULT-VALUE}.",
            converter = EngineConverter.class)
    private TableEngine engine;

    @Option(
            names = "--deduplication-window",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Blocks that the tables remember for deduplication. Default: ${DEFAULT-VALUE}.")
    private int deduplicationWindow;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "4000",
            description = "Events per second of both streams together. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "300",
            description = "Devices of the stream sensors. Default: ${DEFAULT-VALUE}.")
    private int series;

    @Option(
            names = "--task-managers",
            paramLabel = "N",
            defaultValue = "2",
            description = "TaskManagers, with two slots each. Default: ${DEFAULT-VALUE}.")
    private int taskManagers;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "1",
            description = "With 2, ClickHouse is a model of a cluster whose replicas fail and lag behind."
                    + " Default: ${DEFAULT-VALUE}.")
    private int replicas;

    @Option(
            names = "--longest",
            paramLabel = "TIME",
            defaultValue = "12s",
            converter = DurationConverter.class,
            description = "Longest pause, missing response or series of errors. Default: ${DEFAULT-VALUE}.")
    private Duration longest;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "The run fails after this time. Default: 5 min, and 1 min for each fault, four times an outage or twice a"
                            + " soak; longer on a slow machine.")
    private Duration timeLimit;

    /**
     * Returns the plan that these options describe.
     *
     * @param parallelism of the job
     */
    public ChaosPlan plan(int parallelism) {
        List<Fault> drawn = draw();
        return new ChaosPlan(
                drawn,
                seed,
                engine,
                deduplicationWindow,
                rate,
                series,
                parallelism,
                taskManagers,
                replicas,
                quietStream,
                timeLimit == null ? ChaosPlan.defaultTimeLimit(drawn) : timeLimit);
    }

    private List<Fault> draw() {
        if (Stream.of(outage != null, soak != null, dropTable)
                        .filter(given -> given)
                        .count()
                > 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "--outage, --soak and --drop-table are mutually exclusive; give one of them");
        }
        if (outage != null) {
            return List.of(Fault.outage(outage));
        }
        if (soak != null) {
            return List.of(Fault.soak(soak, seed));
        }
        if (dropTable) {
            if (replicas > 1) {
                throw new ParameterException(
                        command.commandLine(), "--drop-table is not supported with --replicas " + replicas);
            }
            return List.of(Fault.droppedTable(seed));
        }
        Set<FaultKind> drawn = kinds.isEmpty() ? FaultKind.drawable(replicas > 1) : EnumSet.copyOf(kinds);
        drawn.stream()
                .filter(kind -> !FaultKind.drawable(replicas > 1).contains(kind))
                .findFirst()
                .ifPresent(kind -> {
                    throw new ParameterException(
                            command.commandLine(),
                            "--kinds: %s is not supported with --replicas %d".formatted(kind.option(), replicas));
                });
        return new FaultSchedule(seed, longest, drawn).draw(faults);
    }

    /** Parses the name of a kind of fault that a schedule can draw. */
    static final class KindConverter implements ITypeConverter<FaultKind> {
        @Override
        public FaultKind convert(String text) {
            Set<FaultKind> all = EnumSet.allOf(FaultKind.class);
            all.removeIf(FaultKind::isCampaign);
            return all.stream()
                    .filter(kind -> kind.option().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'%s' is not a kind of fault; give some of %s"
                            .formatted(text, all.stream().map(FaultKind::option).toList())));
        }
    }

    /** Parses the name of an engine. */
    static final class EngineConverter implements ITypeConverter<TableEngine> {
        @Override
        public TableEngine convert(String text) {
            List<TableEngine> all = List.of(TableEngine.values());
            return all.stream()
                    .filter(engine -> engine.option().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'%s' is not a supported engine; give one of %s"
                            .formatted(
                                    text, all.stream().map(TableEngine::option).toList())));
        }
    }
}
