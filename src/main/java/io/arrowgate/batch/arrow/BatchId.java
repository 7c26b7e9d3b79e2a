package io.arrowgate.batch.arrow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Identifies the content of a micro-batch. Batches with equal ids have equal rows, because a row is a pure function of its raw
 * record.
 *
 * @param stream the stream's name
 * @param schema fingerprint of the stream's Arrow schema
 * @param topicId Kafka's id of the raw topic, in Kafka's own text form
 * @param ranges row ranges, one for each partition, in ascending order of partitions
 * @param rows number of rows
 */
public record BatchId(String stream, String schema, String topicId, List<RowRange> ranges, int rows) {
    public BatchId {
        ranges = List.copyOf(ranges);
        if (rows < 1 || ranges.isEmpty()) {
            throw new IllegalArgumentException("rows: a micro-batch of %d rows in ranges %s".formatted(rows, ranges));
        }
    }

    /** Returns {@code stream/schema/topic-id/partition:first-last,…/rows}. */
    @Override
    public String toString() {
        return String.join("/", stream, schema, topicId, offsets(), Integer.toString(rows));
    }

    /** Returns the row ranges, separated by commas. */
    public String offsets() {
        return ranges.stream().map(RowRange::toString).collect(Collectors.joining(","));
    }

    /** Parses the format of {@link #toString}. */
    public static BatchId of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("'%s' is not a batch id".formatted(text));
        }
        List<RowRange> ranges =
                Arrays.stream(parts[3].split(",")).map(RowRange::of).toList();
        return new BatchId(parts[0], parts[1], parts[2], ranges, Integer.parseInt(parts[4]));
    }
}
