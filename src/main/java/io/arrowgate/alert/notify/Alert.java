package io.arrowgate.alert.notify;

import static java.util.Objects.requireNonNull;

import io.arrowgate.stream.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fact that an alert rule fired for a series, or that what it fired for is over. Immutable.
 *
 * @param id hexadecimal; the same for both states, and for every repetition of the same alert
 * @param state whether it began or ended
 * @param rule name of the rule
 * @param kind of the rule's condition
 * @param severity the rule's
 * @param stream the rule's
 * @param series key columns and their values, in the stream's order of keys
 * @param labels further columns that describe the series, in the stream's order of columns
 * @param field the column that the condition is about; null if it is about none
 * @param value the reading that fired or resolved it; null if there was none, or no finite one; so are the next two
 * @param threshold the bound that the reading broke; null if the condition has none
 * @param score the detector's, 0 to 1; null if none was asked
 * @param firstTime event time of the first reading in breach, in microseconds
 * @param lastTime event time of the last reading in breach, in microseconds
 * @param readings in breach
 * @param text for people
 * @param topicId Kafka's id of the topic of the raw record of the reading that fired it
 * @param partition of that raw record
 * @param offset of that raw record
 * @param emittedAt wall clock, in milliseconds
 * @param stormLimit how many alerts of the rule go to the topic in a minute; not part of what is written
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
        Instant firstTime,
        Instant lastTime,
        long readings,
        String text,
        String topicId,
        int partition,
        long offset,
        Instant emittedAt,
        int stormLimit) {
    public Alert {
        requireNonNull(id, "id");
        requireNonNull(state, "state");
        requireNonNull(rule, "rule");
        requireNonNull(kind, "kind");
        requireNonNull(severity, "severity");
        requireNonNull(stream, "stream");
        series = inOrder("series", series);
        labels = inOrder("labels", labels);
        value = finite(value);
        threshold = finite(threshold);
        score = finite(score);
        requireNonNull(firstTime, "firstTime");
        requireNonNull(lastTime, "lastTime");
        requireNonNull(text, "text");
        requireNonNull(topicId, "topicId");
        requireNonNull(emittedAt, "emittedAt");
        check(!lastTime.isBefore(firstTime), "lastTime", lastTime, "is before firstTime " + firstTime);
        check(readings >= 0, "readings", readings, "is negative");
        check(partition >= 0, "partition", partition, "is negative");
        check(offset >= 0, "offset", offset, "is negative");
    }

    /** JSON has no other numbers. */
    private static Double finite(Double number) {
        return number == null || !Double.isFinite(number) ? null : number;
    }

    private static Map<String, String> inOrder(String field, Map<String, String> columns) {
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
