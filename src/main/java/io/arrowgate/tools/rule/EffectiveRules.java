package io.arrowgate.tools.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.stream.InvalidStreamDefinitionException;
import io.arrowgate.stream.RuntimeRule;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.tools.verify.topic.CommittedRecordReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Merges the rules of the definitions with the changes in the rules topic, as the job does. */
public final class EffectiveRules {
    private final List<StreamDefinition> streams;
    private final SortedMap<String, Entry> rules = new TreeMap<>();
    private final SortedSet<String> removed = new TreeSet<>();
    private final List<String> ignored = new ArrayList<>();

    /** Describes where a rule is from. */
    public enum Source {
        DEFINITION,
        TOPIC
    }

    /** Holds a rule that is in force, and its source. */
    public record Entry(RuntimeRule rule, Source source) {}

    private EffectiveRules(List<StreamDefinition> streams) {
        this.streams = streams;
        for (StreamDefinition stream : streams) {
            stream.alerts()
                    .forEach(rule ->
                            rules.put(rule.name(), new Entry(new RuntimeRule(stream.name(), rule), Source.DEFINITION)));
        }
    }

    /** Reads the definitions and the committed records of the topic, which need not exist. */
    public static EffectiveRules read(JobSettings settings) throws Exception {
        EffectiveRules effective = new EffectiveRules(streams(settings));
        CommittedRecordReader.read(
                settings.kafka(), settings.alerts().rulesTopic(), effective::apply, (done, total) -> {});
        return effective;
    }

    /** Returns the definitions of the job's streams. */
    public static List<StreamDefinition> streams(JobSettings settings) {
        return StreamDefinitions.named(settings.streams(), settings.streamsPath());
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.key().length == 0) {
            ignored.add("%s has no key".formatted(place(record)));
            return;
        }
        String name = new String(record.key(), UTF_8);
        if (record.value() == null || record.value().length == 0) {
            rules.remove(name);
            removed.add(name);
            return;
        }
        try {
            rules.put(name, new Entry(AlertRuleJson.fromJson(record.value(), name, streams), Source.TOPIC));
            removed.remove(name);
        } catch (InvalidStreamDefinitionException e) {
            ignored.add("%s, rule %s: %s".formatted(place(record), name, e.getMessage()));
        }
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return "%s %d:%d".formatted(record.topic(), record.partition(), record.offset());
    }

    /** Returns the rules in force by name. */
    public SortedMap<String, Entry> rules() {
        return Collections.unmodifiableSortedMap(rules);
    }

    /** Returns the names that the topic removes. */
    public SortedSet<String> removed() {
        return Collections.unmodifiableSortedSet(removed);
    }

    /** Returns the records that are not valid rules of these streams, and why. */
    public List<String> ignored() {
        return List.copyOf(ignored);
    }
}
