package io.arrowgate.common.kafka;

import java.io.Serializable;

/** Looks up Kafka's id of a topic, which changes when the topic is deleted and recreated. */
@FunctionalInterface
public interface TopicIdLookup extends Serializable {
    /** Returns the topic's id in Kafka's text form (22 characters of URL-safe Base64). */
    String topicId(String topic) throws Exception;
}
