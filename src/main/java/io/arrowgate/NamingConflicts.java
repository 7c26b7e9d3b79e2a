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

/** Rejects streams whose names, tables or topics are already used by the job or by another stream. */
public final class NamingConflicts {
    /** A stream of this name would have the operator uids of the alert sinks. */
    private static final String RESERVED_STREAM = "alerts";

    private final String alertsTable;
    /** Options by the topics of the job that they name. */
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

    /** Collects the names that a job with these settings uses. */
    public static NamingConflicts of(JobSettings settings) {
        return new NamingConflicts(
                settings.alerts().table(),
                settings.kafka().deadLettersTopic(),
                settings.sink().rejectedBatchesTopic(),
                settings.lease().topic(),
                settings.alerts().topic(),
                settings.alerts().rulesTopic());
    }

    /** Collects the names from options, which need not be complete. */
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
     * Checks the streams of a job against the job's names, each other and the built-in streams.
     *
     * @throws InvalidStreamDefinitionException naming stream, name and remedy
     */
    public void check(List<StreamDefinition> streams) {
        Map<String, StreamDefinition> all = new LinkedHashMap<>();
        StreamDefinitions.BUILT_IN.forEach(name -> all.put(name, StreamDefinitions.builtIn(name)));
        streams.forEach(stream -> all.put(stream.name(), stream));
        for (StreamDefinition stream : streams) {
            checkReservedNames(stream);
            all.values().stream()
                    .filter(other -> !other.name().equals(stream.name()))
                    .forEach(other -> checkAgainst(stream, other));
        }
    }

    private void checkReservedNames(StreamDefinition stream) {
        require(
                !stream.name().equals(RESERVED_STREAM),
                stream,
                "name: '%s' is reserved for the job's operators; rename the stream",
                stream.name());
        for (String table : tables(stream)) {
            require(
                    !table.equals(alertsTable),
                    stream,
                    "table '%s' is the alert table; set another name, or change alerts.table",
                    table);
            require(
                    !table.equals(ArchiveTables.DAYS) && !table.equals(ArchiveTables.OFFSETS),
                    stream,
                    "table '%s' is reserved for archives; set another name",
                    table);
            require(
                    !ReservedReportNames.isReserved(table),
                    stream,
                    "table '%s' is reserved for reports; set another name",
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
                "arrow.topic: '%s' is also the stream's raw topic; set another name",
                stream.topic());
    }

    private static void checkAgainst(StreamDefinition stream, StreamDefinition other) {
        for (String table : tables(stream)) {
            require(
                    !derived(other).contains(table),
                    stream,
                    "table '%s' is a derived table of stream " + other.name() + "; set another name",
                    table);
        }
        require(
                !other.topic().equals(stream.arrow().topic()),
                stream,
                "arrow.topic: '%s' is the raw topic of stream " + other.name() + "; set another name",
                stream.arrow().topic());
    }

    private static List<String> tables(StreamDefinition stream) {
        List<String> tables = new ArrayList<>(derived(stream));
        tables.add(stream.clickhouse().table());
        return tables;
    }

    private static List<String> derived(StreamDefinition stream) {
        Stream<String> rollups = stream.rollUps().stream().map(RollupDefinition::table);
        return stream.counters() == null
                ? rollups.toList()
                : Stream.concat(rollups, Stream.of(stream.counters().table())).toList();
    }

    private static void require(boolean holds, StreamDefinition stream, String problem, String name) {
        if (!holds) {
            throw new InvalidStreamDefinitionException(
                    "stream '%s': %s".formatted(stream.name(), problem.formatted(name)), null);
        }
    }
}
