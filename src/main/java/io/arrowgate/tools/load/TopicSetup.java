package io.arrowgate.tools.load;

import io.arrowgate.config.ArrowgateOptions;
import io.arrowgate.config.option.InvalidSettingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics before records are sent to them. */
public final class TopicSetup implements AutoCloseable {
    /** Long enough for a broker that has just started; a client property overrides it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long POLL_MILLIS = 50;

    private final Admin admin;
    private final String bootstrapServers;

    /**
     * @param bootstrapServers {@code host:port}, comma separated
     * @param clientProperties Kafka's own
     */
    public TopicSetup(String bootstrapServers, Map<String, String> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        if (!properties.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
            // Kafka rejects an API timeout below the request timeout, whose default is the same.
            properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(PATIENCE.toMillis()));
        }
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        this.admin = Admin.create(properties);
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Creates a topic with the broker's default replication; an existing topic is not changed.
     *
     * @throws InvalidSettingException if no broker responds
     */
    public void createIfMissing(String topic, int partitions) throws InterruptedException {
        try {
            if (admin.listTopics().names().get().contains(topic)) {
                return;
            }
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
            awaitLeaders(admin, topic, partitions);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return; // Someone else was faster.
            }
            throw failure(topic, e.getCause());
        }
    }

    /**
     * Waits until the leader of each partition of a new topic answers. If a leader rejects a producer's first request and accepts the
     * second, it rejects the repeated first one as out of order until the producer gives up.
     */
    public static void awaitLeaders(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                admin.listOffsets(latest).all().get();
                return;
            } catch (ExecutionException e) {
                // Kafka's client does not repeat the request while the broker does not know the topic.
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - end >= 0) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Returns the id of an existing topic, as rows name it. */
    public String topicId(String topic) throws InterruptedException {
        try {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .topicId()
                    .toString();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot describe topic " + topic, e.getCause());
        }
    }

    private RuntimeException failure(String topic, Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new InvalidSettingException(
                    ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS.key(),
                    "no broker responds at %s in time; start the local stack with ./arrowgate up, or give the address of yours"
                            .formatted(bootstrapServers));
        }
        return new KafkaException("cannot create topic %s: %s".formatted(topic, cause.getMessage()), cause);
    }

    @Override
    public void close() {
        admin.close();
    }
}
