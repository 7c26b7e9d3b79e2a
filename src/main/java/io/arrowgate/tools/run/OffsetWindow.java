package io.arrowgate.tools.run;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Describes the offsets of one topic between two sets of end offsets.
 *
 * @param topicId Kafka's id of the topic
 * @param from first offset of each partition, inclusive
 * @param to end of each partition, exclusive
 */
record OffsetWindow(String topicId, Map<Integer, Long> from, Map<Integer, Long> to) {
    OffsetWindow {
        from = Map.copyOf(from);
        to = Map.copyOf(to);
    }

    long records() {
        return to.entrySet().stream()
                .mapToLong(end -> end.getValue() - from.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    /** Returns the SQL condition for the rows of these offsets. */
    String condition() {
        String ranges = to.entrySet().stream()
                .map(end -> "(_partition = %d AND _offset >= %d AND _offset < %d)"
                        .formatted(end.getKey(), from.getOrDefault(end.getKey(), 0L), end.getValue()))
                .collect(Collectors.joining(" OR "));
        return "_topic_id = '%s' AND (%s)".formatted(topicId, ranges);
    }
}
