package io.arrowgate.tools.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arrowgate.common.kafka.KafkaAdmin;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.AlertRuleJson;
import io.arrowgate.stream.RuntimeRule;
import io.arrowgate.tools.load.RecordProducer;
import io.arrowgate.tools.load.record.KeyedRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes changes of rules to the rules topic, and waits until the job has read them. */
public final class RuleTopicWriter {
    private final JobSettings settings;

    public RuleTopicWriter(JobSettings settings) {
        this.settings = settings;
    }

    /**
     * Sends rules. Creates the topic if it does not exist.
     *
     * @param limit of the wait for the job
     * @return why the job rejected rules, empty if it accepted all; no list if it did not read them within the limit
     */
    public Optional<List<String>> apply(Collection<RuntimeRule> rules, Duration limit) throws Exception {
        return send(
                rules.stream()
                        .map(rule -> record(rule.rule().name(), AlertRuleJson.toJson(rule)))
                        .toList(),
                limit);
    }

    /** Sends removals of rules, with the same limit and result. */
    public Optional<List<String>> delete(Collection<String> names, Duration limit) throws Exception {
        return send(names.stream().map(name -> record(name, null)).toList(), limit);
    }

    private static KeyedRecord record(String name, byte[] value) {
        return new KeyedRecord(name.getBytes(UTF_8), value);
    }

    private Optional<List<String>> send(List<KeyedRecord> records, Duration limit) throws Exception {
        String topic = settings.alerts().rulesTopic();
        new KafkaAdmin(settings.kafka()).createMissingTable(topic);
        try (RuleAcceptance acceptance = new RuleAcceptance(settings)) {
            Map<Integer, RecordProducer.OffsetRange> sent;
            try (RecordProducer producer = new RecordProducer(
                    settings.kafka().bootstrapServers(), settings.kafka().clientProperties(), topic)) {
                records.forEach(producer::send);
                producer.flush();
                sent = producer.offsets();
            }
            return acceptance.await(sent, limit);
        }
    }
}
