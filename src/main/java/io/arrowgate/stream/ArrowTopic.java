package io.arrowgate.stream;

import static io.arrowgate.stream.column.DefinitionChecks.orElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * Describes the Kafka topic for a stream's micro-batches.
 *
 * @param topic its name; {@code arrow.<stream>} by default
 * @param framing of each message
 * @param dictionaries whether columns with {@code dictionary: true}, and the topic id, are dictionary-encoded in the messages
 */
public record ArrowTopic(String topic, ArrowFraming framing, Boolean dictionaries) implements Serializable {
    public ArrowTopic(
            @JsonProperty("topic") String topic,
            @JsonProperty("framing") ArrowFraming framing,
            @JsonProperty("dictionaries") Boolean dictionaries) {
        this.topic = topic;
        this.framing = orElse(framing, ArrowFraming.STREAM);
        this.dictionaries = orElse(dictionaries, true);
    }

    ArrowTopic withDefaults(String stream) {
        return new ArrowTopic(orElse(topic, "arrow." + stream), framing, dictionaries);
    }
}
