package io.arrowgate.source;

import io.arrowgate.common.kafka.UnusableTopicException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Lists one topic's partitions at every partition discovery and checks that the topic id is unchanged. A recreated topic starts
 * at offset 0, so reading must not continue with the old offsets.
 */
final class SameTopicSubscriber implements KafkaSubscriber {
    private final String topic;
    private transient Uuid topicId;

    SameTopicSubscriber(String topic) {
        this.topic = topic;
    }

    @Override
    public Set<TopicPartition> getSubscribedTopicPartitions(AdminClient admin) {
        TopicDescription description = describe(admin);
        if (topicId == null) {
            topicId = description.topicId();
        } else if (!topicId.equals(description.topicId())) {
            throw UnusableTopicException.otherTopic(
                    topic, topicId.toString(), description.topicId().toString());
        }
        return description.partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet());
    }

    private TopicDescription describe(AdminClient admin) {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking up the partitions of " + topic, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "cannot look up the partitions of topic '%s'".formatted(topic), e.getCause());
        }
    }
}
