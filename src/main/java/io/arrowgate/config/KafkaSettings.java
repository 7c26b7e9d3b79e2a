package io.arrowgate.config;

import static io.arrowgate.config.option.SettingChecks.check;
import static io.arrowgate.config.option.SettingChecks.checkAtLeast;
import static io.arrowgate.config.option.SettingChecks.checkPositive;
import static io.arrowgate.config.option.SettingChecks.checkPresent;
import static io.arrowgate.config.option.SettingChecks.checkTopic;

import io.arrowgate.config.option.ResolvedOptions;
import io.arrowgate.config.option.Secrets;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Describes how the job connects to Kafka, and its topics and transactions.
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param clientProperties passed unchanged to every Kafka client (such as security settings)
 * @param startingOffsets where a job without state starts to read
 * @param partitionDiscoveryInterval how often the source looks for new partitions and checks that the topic was not recreated
 * @param transactionTimeout of the exactly-once producers; the broker's {@code transaction.max.timeout.ms} bounds it
 * @param onLostTransaction what the job does when the broker has aborted a transaction of a completed checkpoint
 * @param deadLettersTopic topic of records that cannot be decoded
 * @param deadLetterMaxBytes largest dead letter; a value longer than three quarters of it is truncated, as is a key longer than an eighth
 * @param createTopics whether missing topics are created at start
 * @param newTopicPartitions partitions of a topic created by the job
 * @param newTopicReplicationFactor replication factor of a topic created by the job; -1 for the broker's default
 */
public record KafkaSettings(
        String bootstrapServers,
        Map<String, String> clientProperties,
        StartingOffsets startingOffsets,
        Duration partitionDiscoveryInterval,
        Duration transactionTimeout,
        OnLostTransaction onLostTransaction,
        String deadLettersTopic,
        int deadLetterMaxBytes,
        boolean createTopics,
        int newTopicPartitions,
        int newTopicReplicationFactor)
        implements Serializable {

    /** Brokers reject a longer timeout unless their {@code transaction.max.timeout.ms} was raised. */
    private static final Duration BROKERS_MAX_TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    private static final Duration MIN_TRANSACTION_TIMEOUT = Duration.ofSeconds(5);

    /** Accepts names, IPv4 and bracketed IPv6 addresses, after an optional listener name. */
    private static final Pattern HOSTS_AND_PORTS =
            Pattern.compile("([A-Za-z_]+://)?[^\\s,/]+:\\d+(\\s*,\\s*([A-Za-z_]+://)?[^\\s,/]+:\\d+)*");

    public KafkaSettings {
        checkPresent(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS, bootstrapServers);
        check(
                HOSTS_AND_PORTS.matcher(bootstrapServers).matches(),
                ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS,
                bootstrapServers,
                "is not a list of host:port; give for example broker-1:9092,broker-2:9092");
        clientProperties = Map.copyOf(clientProperties);
        checkPositive(ArrowgateOptions.KAFKA_PARTITION_DISCOVERY_INTERVAL, partitionDiscoveryInterval);
        checkPositive(ArrowgateOptions.KAFKA_TRANSACTION_TIMEOUT, transactionTimeout);
        check(
                transactionTimeout.compareTo(MIN_TRANSACTION_TIMEOUT) >= 0,
                ArrowgateOptions.KAFKA_TRANSACTION_TIMEOUT,
                transactionTimeout,
                "is too short: a tenth of it is the time limit of a checkpoint; give 5 s or more");
        check(
                transactionTimeout.compareTo(BROKERS_MAX_TRANSACTION_TIMEOUT) <= 0,
                ArrowgateOptions.KAFKA_TRANSACTION_TIMEOUT,
                transactionTimeout,
                "is more than brokers allow (transaction.max.timeout.ms); give 15 min or less");
        checkTopic(ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC, deadLettersTopic);
        checkAtLeast(1, ArrowgateOptions.KAFKA_DEAD_LETTER_MAX_BYTES, deadLetterMaxBytes);
        checkAtLeast(1, ArrowgateOptions.KAFKA_NEW_TOPIC_PARTITIONS, newTopicPartitions);
        check(
                newTopicReplicationFactor == -1 || newTopicReplicationFactor >= 1,
                ArrowgateOptions.KAFKA_NEW_TOPIC_REPLICATION_FACTOR,
                newTopicReplicationFactor,
                "is not a replication factor; give 1 or more, or -1 for the broker's default");
    }

    static KafkaSettings from(ResolvedOptions options) {
        return new KafkaSettings(
                options.get(ArrowgateOptions.KAFKA_BOOTSTRAP_SERVERS),
                options.get(ArrowgateOptions.KAFKA_PROPERTIES),
                options.get(ArrowgateOptions.KAFKA_STARTING_OFFSETS),
                options.get(ArrowgateOptions.KAFKA_PARTITION_DISCOVERY_INTERVAL),
                options.get(ArrowgateOptions.KAFKA_TRANSACTION_TIMEOUT),
                options.get(ArrowgateOptions.KAFKA_ON_LOST_TRANSACTION),
                options.get(ArrowgateOptions.KAFKA_DEAD_LETTERS_TOPIC),
                options.bytes(ArrowgateOptions.KAFKA_DEAD_LETTER_MAX_BYTES),
                options.get(ArrowgateOptions.KAFKA_CREATE_TOPICS),
                options.get(ArrowgateOptions.KAFKA_NEW_TOPIC_PARTITIONS),
                options.get(ArrowgateOptions.KAFKA_NEW_TOPIC_REPLICATION_FACTOR));
    }

    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=%s, clientProperties=%s]"
                .formatted(bootstrapServers, Secrets.masked(clientProperties));
    }

    /** Selects what the job does when the broker has aborted a transaction of a completed checkpoint. */
    public enum OnLostTransaction {
        FAIL,
        CONTINUE
    }

    /** Selects where a job without state starts to read. */
    public enum StartingOffsets {
        EARLIEST,
        LATEST
    }
}
