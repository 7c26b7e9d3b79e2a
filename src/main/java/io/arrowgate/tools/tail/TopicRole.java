package io.arrowgate.tools.tail;

import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import java.util.Collection;

/** Classifies topics by what the job uses them for. */
public enum TopicRole {
    /** Records as text: raw records, rules and leases, and those of other programs. */
    TEXT,
    /** Micro-batches: of a stream, or rejected ones. */
    ARROW,
    ALERTS,
    DEAD_LETTERS;

    /**
     * Returns the role of a topic in a job with these settings.
     *
     * @param streams that can be known by their topics
     */
    public static TopicRole of(String topic, JobSettings settings, Collection<StreamDefinition> streams) {
        if (topic.equals(settings.alerts().topic())) {
            return ALERTS;
        }
        if (topic.equals(settings.kafka().deadLettersTopic())) {
            return DEAD_LETTERS;
        }
        boolean isArrow = topic.equals(settings.sink().rejectedBatchesTopic())
                || streams.stream()
                        .anyMatch(stream -> topic.equals(stream.arrow().topic()));
        return isArrow ? ARROW : TEXT;
    }
}
