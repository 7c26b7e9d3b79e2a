package io.arrowgate.stream;

import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * Describes the Kafka topic for a stream's micro-batches.
 *
 * @param topic its name; {@code arrow.<stream>} by default
 * @param framing of each message
 */
public record ArrowTopic(String topic, ArrowFraming framing) implements Serializable {
    public ArrowTopic(@JsonProperty("topic") String topic, @JsonProperty("framing") ArrowFraming framing) {
        this.topic = topic;
        this.framing = orElse(framing, ArrowFraming.STREAM);
    }

    ArrowTopic withDefaults(String stream) {
        return new ArrowTopic(orElse(topic, "arrow." + stream), framing);
    }
}
