package io.arrowgate.common.kafka;

import io.arrowgate.config.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Describes and creates topics. Opens a connection for each call, because the job calls it only at start. */
public final class KafkaAdmin implements TopicIdLookup {
    /** Shorter than Kafka's default of a minute, because a person may wait for the start. A client property overrides it. */
    private static final Duration API_TIMEOUT = Duration.ofSeconds(30);

    private static final long POLL_MILLIS = 50;

    private final KafkaSettings settings;

    public KafkaAdmin(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Creates an admin client, which the caller closes. */
    public Admin connect() {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        if (!properties.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
            // Kafka rejects an API timeout below the request timeout, whose default is also 30 s.
            properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) API_TIMEOUT.toMillis());
        }
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw KafkaConnectionErrors.ofConstruction(e);
        }
    }

    /** Waits for a response, and turns connection errors into setting errors. */
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

    /** Returns the number of partitions; 0 if the topic does not exist. */
    public int partitions(String topic) throws Exception {
        return describe(topic)
                .map(description -> description.partitions().size())
                .orElse(0);
    }

    /** Creates the topics that do not exist. */
    public void createMissing(Set<String> topics) throws Exception {
        createMissing(topics, settings.newTopicPartitions(), Map.of());
    }

    /**
     * Creates a topic with unlimited retention unless it exists. Kafka's retention uses the records' own timestamps, which may be
     * older than any retention when they are written.
     */
    public void createMissingArchive(String topic) throws Exception {
        createMissing(Set.of(topic), settings.newTopicPartitions(), Map.of("retention.ms", "-1"));
    }

    /** Creates a compacted topic of one partition unless it exists. */
    public void createMissingTable(String topic) throws Exception {
        createMissing(Set.of(topic), 1, Map.of("cleanup.policy", "compact"));
    }

    /** Creates a topic of one partition with this configuration unless it exists. */
    public void createMissingLog(String topic, Map<String, String> config) throws Exception {
        createMissing(Set.of(topic), 1, config);
    }

    private void createMissing(Set<String> topics, int partitions, Map<String, String> config) throws Exception {
        try (Admin admin = connect()) {
            Set<String> missing = new LinkedHashSet<>(topics);
            missing.removeAll(answer(admin.listTopics().names()));
            for (String topic : missing) {
                NewTopic created = new NewTopic(topic, partitions, (short) settings.newTopicReplicationFactor());
                create(admin, created.configs(config));
            }
            if (!missing.isEmpty()) {
                awaitKnown(admin, missing);
            }
        }
    }

    private static void create(Admin admin, NewTopic created) throws Exception {
        try {
            answer(admin.createTopics(List.of(created)).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) { // another process created it meanwhile
                throw e;
            }
        }
    }

    /** Waits until the broker knows new topics. Otherwise the job's source could fail when it looks up their partitions. */
    private static void awaitKnown(Admin admin, Set<String> topics) throws InterruptedException {
        long end = System.nanoTime() + API_TIMEOUT.toNanos();
        while (System.nanoTime() - end < 0) {
            try {
                admin.describeTopics(topics).allTopicNames().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    return; // The job reports a failure that lasts.
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
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
