package io.arrowgate.batch.arrow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a micro-batch holds, as a name: two batches with the same id hold the same rows, because a row is a pure function of its
 * raw record.
 *
 * @param stream the stream's name
 * @param schema fingerprint of the stream's Arrow schema
 * @param topicId Kafka's id of the raw topic, in Kafka's own text form
 * @param ranges offset ranges in ascending partition order, one a partition
 * @param rows how many rows
 */
public record BatchId(String stream, String schema, String topicId, List<OffsetRange> ranges, int rows) {
    public BatchId {
        ranges = List.copyOf(ranges);
        if (rows < 1 || ranges.isEmpty()) {
            throw new IllegalArgumentException("rows: a micro-batch of %d rows in ranges %s".formatted(rows, ranges));
        }
    }

    /** {@code stream/schema/topic-id/partition:first-last,…/rows}. */
    @Override
    public String toString() {
        return String.join("/", stream, schema, topicId, offsets(), Integer.toString(rows));
    }

    /** The ranges, comma separated. */
    public String offsets() {
        return ranges.stream().map(OffsetRange::toString).collect(Collectors.joining(","));
    }

    /** The id that {@link #toString} wrote. */
    public static BatchId of(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("'%s' is no batch id".formatted(text));
        }
        List<OffsetRange> ranges =
                Arrays.stream(parts[3].split(",")).map(OffsetRange::of).toList();
        return new BatchId(parts[0], parts[1], parts[2], ranges, Integer.parseInt(parts[4]));
    }
}
