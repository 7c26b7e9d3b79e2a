package io.arrowgate;

import io.arrowgate.clickhouse.ddl.ArchiveTables;
import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.JobSettings;
import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.report.ReservedReportNames;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.RollupDefinition;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rejects streams whose tables or topics are those of the job itself, or of another stream, for something else. */
public final class NamingConflicts {
    /** Its operators would have the ids of those that write alerts. */
    private static final String RESERVED_STREAM = "alerts";

    private final String alertsTable;
    /** The job's topics, and the settings that name them. */
    private final Map<String, String> topics = new HashMap<>();

    private NamingConflicts(
            String alertsTable,
            String deadLetters,
            String rejectedBatches,
            String leases,
            String alertsTopic,
            String rulesTopic) {
        this.alertsTable = alertsTable;
        topics.put(deadLetters, ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC.key());
        topics.put(rejectedBatches, ArrowgateOptions.CLICKHOUSE_REJECTED_BATCHES_TOPIC.key());
        topics.put(leases, ArrowgateOptions.KAFKA_LEASES_TOPIC.key());
        topics.put(alertsTopic, ArrowgateOptions.ALERTS_TOPIC.key());
        topics.put(rulesTopic, ArrowgateOptions.ALERTS_RULES_TOPIC.key());
    }

    /** The names that a job of these settings has. */
    public static NamingConflicts of(JobSettings settings) {
        return new NamingConflicts(
                settings.alerts().table(),
                settings.kafka().deadLettersTopic(),
                settings.sink().rejectedBatchesTopic(),
                settings.lease().topic(),
                settings.alerts().topic(),
                settings.alerts().rulesTopic());
    }

    /** The same of options, which need not be all that a job needs. */
    public static NamingConflicts of(ResolvedOptions options) {
        return new NamingConflicts(
                options.get(ArrowgateOptions.ALERTS_TABLE),
                options.get(ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC),
                options.get(ArrowgateOptions.CLICKHOUSE_REJECTED_BATCHES_TOPIC),
                options.get(ArrowgateOptions.KAFKA_LEASES_TOPIC),
                options.get(ArrowgateOptions.ALERTS_TOPIC),
                options.get(ArrowgateOptions.ALERTS_RULES_TOPIC));
    }

    /**
     * Checks the streams of a job, also against each other and against the built-in ones.
     *
     * @throws InvalidStreamDefinitionException naming stream, name and remedy
     */
    public void check(List<StreamDefinition> streams) {
        Map<String, StreamDefinition> all = new LinkedHashMap<>();
        StreamDefinitions.BUILT_IN.forEach(name -> all.put(name, StreamDefinitions.builtIn(name)));
        streams.forEach(stream -> all.put(stream.name(), stream));
        for (StreamDefinition stream : streams) {
            checkOwn(stream);
            all.values().stream()
                    .filter(other -> !other.name().equals(stream.name()))
                    .forEach(other -> checkBeside(stream, other));
        }
    }

    private void checkOwn(StreamDefinition stream) {
        require(
                !stream.name().equals(RESERVED_STREAM),
                stream,
                "name: '%s' is kept for the job's own operators; give the stream another name",
                stream.name());
        for (String table : tables(stream)) {
            require(
                    !table.equals(alertsTable),
                    stream,
                    "table '%s' is that of the alerts; give another name, or change alerts.table",
                    table);
            require(
                    !table.equals(ArchiveTables.DAYS) && !table.equals(ArchiveTables.OFFSETS),
                    stream,
                    "table '%s' is kept for archives; give another name",
                    table);
            require(
                    !ReservedReportNames.isReserved(table),
                    stream,
                    "table '%s' is kept for reports; give another name",
                    table);
        }
        for (String topic : List.of(stream.topic(), stream.arrow().topic())) {
            require(
                    !topics.containsKey(topic),
                    stream,
                    "topic '%s' is also " + topics.get(topic) + "; change one of them",
                    topic);
        }
        require(
                !stream.arrow().topic().equals(stream.topic()),
                stream,
                "arrow.topic: '%s' is also the topic of the raw records; give another name",
                stream.topic());
    }

    private static void checkBeside(StreamDefinition stream, StreamDefinition other) {
        for (String table : tables(stream)) {
            require(
                    !derived(other).contains(table),
                    stream,
                    "table '%s' is derived from stream " + other.name() + "; give another name",
                    table);
        }
        require(
                !other.topic().equals(stream.arrow().topic()),
                stream,
                "arrow.topic: '%s' holds the raw records of stream " + other.name() + "; give another name",
                stream.arrow().topic());
    }

    private static List<String> tables(StreamDefinition stream) {
        List<String> tables = new ArrayList<>(derived(stream));
        tables.add(stream.clickhouse().table());
        return tables;
    }

    private static List<String> derived(StreamDefinition stream) {
        Stream<String> windows = stream.rollUps().stream().map(RollupDefinition::table);
        return stream.counters() == null
                ? windows.toList()
                : Stream.concat(windows, Stream.of(stream.counters().table())).toList();
    }

    private static void require(boolean holds, StreamDefinition stream, String problem, String name) {
        if (!holds) {
            throw new InvalidStreamDefinitionException(
                    "stream '%s': %s".formatted(stream.name(), problem.formatted(name)), null);
        }
    }
}
