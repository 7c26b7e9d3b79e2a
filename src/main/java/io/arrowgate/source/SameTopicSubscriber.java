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
 * Lists one topic's partitions at every partition discovery, new ones included, and makes sure that it is still the same topic:
 * one that was deleted and made again starts at offset 0, and must not be read on as if nothing had happened.
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
            throw new IllegalStateException("interrupted while looking for partitions of " + topic, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "cannot look up the partitions of topic '%s'".formatted(topic), e.getCause());
        }
    }
}
