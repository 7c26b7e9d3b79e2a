package io.arrowgate.tools.infer;

import io.arrowgate.stream.column.KafkaFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Infers the columns of the Kafka record's key or topic.
 *
 * @param pattern the {@code key-pattern}; null for none
 * @param why reason for the pattern, as text
 * @param columns names and their sources
 * @param seriesKey those of the columns that are the series key; empty if fields are
 */
record KafkaColumnInference(String pattern, String why, Map<String, String> columns, List<String> seriesKey) {
    /** @param distinct makes a name that is not taken */
    static KafkaColumnInference of(RecordSample sample, KeyFieldInference keys, UnaryOperator<String> distinct) {
        if (keys.isKafkaKey()) {
            KeyPatternInference pattern = KeyPatternInference.of(sample.key().values());
            return pattern == null
                    ? ofSeries(distinct.apply("device"), KafkaFields.KEY)
                    : ofPattern(pattern, "The keys are topics: their levels are columns.", distinct, true);
        }
        if (keys.seriesKey().isEmpty()) {
            return ofSeries(distinct.apply("topic"), KafkaFields.TOPIC);
        }
        return sample.fields().values().stream()
                .filter(field -> field.count() == sample.rows() && new FieldWords(field.name()).isTopic())
                .findFirst()
                .map(field -> ofTopics(field, distinct))
                .orElse(new KafkaColumnInference(null, "", Map.of(), List.of()));
    }

    private static KafkaColumnInference ofSeries(String name, String source) {
        return new KafkaColumnInference(null, "", Map.of(name, source), List.of(name));
    }

    /** Proposes optional columns, because the topics are in a field, and may not be the keys, too. */
    private static KafkaColumnInference ofTopics(FieldProfile field, UnaryOperator<String> distinct) {
        KeyPatternInference pattern = KeyPatternInference.of(field.values());
        return pattern == null
                ? new KafkaColumnInference(null, "", Map.of(), List.of())
                : ofPattern(
                        pattern,
                        "The topics in field %s. If they are also the Kafka keys, as MQTT bridges send them (or produce --key-field), their levels are columns."
                                .formatted(field.name()),
                        distinct,
                        false);
    }

    private static KafkaColumnInference ofPattern(
            KeyPatternInference pattern, String why, UnaryOperator<String> distinct, boolean isSeriesKey) {
        Map<String, String> columns = new LinkedHashMap<>();
        pattern.parts().forEach(part -> columns.put(distinct.apply(part), KafkaFields.KEY + "." + part));
        return new KafkaColumnInference(
                pattern.pattern(), why, columns, isSeriesKey ? List.copyOf(columns.keySet()) : List.of());
    }
}
