package io.arrowgate.alert.notify;

import static java.util.Objects.requireNonNull;

import io.arrowgate.stream.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Describes that an alert rule fired for a series, or that its alert resolved. Immutable.
 *
 * @param id hexadecimal; the same for both states, and for every duplicate of the alert
 * @param state firing or resolved
 * @param rule name of the rule
 * @param kind of the rule's condition
 * @param severity the rule's
 * @param stream the rule's
 * @param series key columns and their values, in the stream's order of keys
 * @param labels further columns that describe the series, in the stream's order of columns
 * @param field column that the condition applies to; null if it has none
 * @param value of the reading that fired or resolved it; null if there is none or it is not finite
 * @param threshold bound that the value was compared with; null if there is none or it is not finite
 * @param score of the anomaly detector, 0 to 1; null for other rules
 * @param expectedLow least value that the anomaly detector expected; null if it expected none, and for other rules
 * @param expectedHigh greatest such value
 * @param firstTime event time of the first reading in breach, in microseconds
 * @param lastTime event time of the last reading in breach, in microseconds
 * @param readings in breach
 * @param text readable description
 * @param topicId Kafka's id of the topic of the raw record of the reading that fired it
 * @param partition of that raw record
 * @param offset of that raw record
 * @param row position of the reading in that raw record
 * @param emittedAt wall clock, in milliseconds
 * @param stormLimit limit of the rule's alerts on the topic per minute; not part of the written alert
 */
public record Alert(
        String id,
        AlertState state,
        String rule,
        String kind,
        Severity severity,
        String stream,
        Map<String, String> series,
        Map<String, String> labels,
        String field,
        Double value,
        Double threshold,
        Double score,
        Double expectedLow,
        Double expectedHigh,
        Instant firstTime,
        Instant lastTime,
        long readings,
        String text,
        String topicId,
        int partition,
        long offset,
        int row,
        Instant emittedAt,
        int stormLimit) {
    public Alert {
        requireNonNull(id, "id");
        requireNonNull(state, "state");
        requireNonNull(rule, "rule");
        requireNonNull(kind, "kind");
        requireNonNull(severity, "severity");
        requireNonNull(stream, "stream");
        series = copyInOrder("series", series);
        labels = copyInOrder("labels", labels);
        value = finite(value);
        threshold = finite(threshold);
        score = finite(score);
        expectedLow = finite(expectedLow);
        expectedHigh = finite(expectedHigh);
        requireNonNull(firstTime, "firstTime");
        requireNonNull(lastTime, "lastTime");
        requireNonNull(text, "text");
        requireNonNull(topicId, "topicId");
        requireNonNull(emittedAt, "emittedAt");
        check(!lastTime.isBefore(firstTime), "lastTime", lastTime, "is before firstTime " + firstTime);
        check(readings >= 0, "readings", readings, "is negative");
        check(partition >= 0, "partition", partition, "is negative");
        check(offset >= 0, "offset", offset, "is negative");
        check(row >= 0, "row", row, "is negative");
    }

    /** Returns null for a number that JSON cannot represent. */
    private static Double finite(Double number) {
        return number == null || !Double.isFinite(number) ? null : number;
    }

    private static Map<String, String> copyInOrder(String field, Map<String, String> columns) {
        requireNonNull(columns, field);
        columns.forEach((column, value) -> requireNonNull(value, () -> field + ": no value for " + column));
        return Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    private static void check(boolean holds, String field, Object value, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("%s: %s %s".formatted(field, value, problem));
        }
    }
}
