package io.arrowgate.common.kafka;

import io.arrowgate.config.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The questions that the job asks Kafka about topics. One connection each time: they are asked at start only. */
public final class KafkaAdmin implements TopicIdLookup {
    /** Less than Kafka's own minute: at start a person may be waiting. The client property changes it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaSettings settings;

    public KafkaAdmin(KafkaSettings settings) {
        this.settings = settings;
    }

    /** A new admin client; the caller closes it. */
    public Admin connect() {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        if (!properties.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
            // Kafka refuses a call that may be shorter than a request, whose limit by default is the same.
            properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        }
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw KafkaConnectionErrors.ofConstruction(e);
        }
    }

    /** The answer to one request. Brokers refuse a client at once, whatever it asks for. */
    private static <T> T answer(KafkaFuture<T> request) throws Exception {
        try {
            return request.get();
        } catch (ExecutionException e) {
            throw KafkaConnectionErrors.of(e).map(Exception.class::cast).orElse(e);
        }
    }

    @Override
    public String topicId(String topic) throws Exception {
        return describe(topic)
                .orElseThrow(() -> new UnusableTopicException(
                        "topic '%s' does not exist: create it, or set kafka.create-topics".formatted(topic)))
                .topicId()
                .toString();
    }

    /** How many partitions the topic has; 0 if there is no such topic. */
    public int partitions(String topic) throws Exception {
        return describe(topic)
                .map(description -> description.partitions().size())
                .orElse(0);
    }

    /** Creates those of the topics that are missing. */
    public void createMissing(Set<String> topics) throws Exception {
        createMissing(topics, settings.newTopicPartitions(), Map.of());
    }

    /**
     * Creates a topic that keeps its records until somebody deletes them, unless it is there. Kafka's retention goes by the
     * records' own times, which may be older than any retention when they come.
     */
    public void createMissingArchive(String topic) throws Exception {
        createMissing(Set.of(topic), settings.newTopicPartitions(), Map.of("retention.ms", "-1"));
    }

    /** Creates a topic of one partition that keeps the latest record of each key, unless it is there. */
    public void createMissingTable(String topic) throws Exception {
        createMissing(Set.of(topic), 1, Map.of("cleanup.policy", "compact"));
    }

    /** Creates a topic of one partition with this configuration, unless it is there. */
    public void createMissingLog(String topic, Map<String, String> config) throws Exception {
        createMissing(Set.of(topic), 1, config);
    }

    private void createMissing(Set<String> topics, int partitions, Map<String, String> config) throws Exception {
        try (Admin admin = connect()) {
            Set<String> existing = answer(admin.listTopics().names());
            for (String topic : topics) {
                if (!existing.contains(topic)) {
                    NewTopic created = new NewTopic(topic, partitions, (short) settings.newTopicReplicationFactor());
                    create(admin, created.configs(config));
                }
            }
        }
    }

    private static void create(Admin admin, NewTopic created) throws Exception {
        try {
            answer(admin.createTopics(List.of(created)).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // somebody else made it in the meantime
                throw e;
            }
        }
    }

    private Optional<TopicDescription> describe(String topic) throws Exception {
        try (Admin admin = connect()) {
            return Optional.of(
                    answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
