package io.arrowgate.tools.verify.compare;

import io.arrowgate.batch.arrow.OffsetRange;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.topic.OffsetRanges;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The rows that were encoded before columns were added to the stream: what they should be, and which offsets have some. Which columns
 * a batch lacks is known from the Arrow topic.
 */
public final class RowsBeforeColumnAdded {
    private final StreamDefinition stream;
    /** By the columns that they lack. */
    private final Map<Set<String>, Earlier> known = new HashMap<>();

    private record Earlier(ExpectedRow expected, OffsetRanges offsets) {}

    public RowsBeforeColumnAdded(StreamDefinition stream) {
        this.stream = stream;
    }

    /** Notes where a batch without these columns has rows. */
    void add(Set<String> lacking, Collection<OffsetRange> ranges) {
        ranges.forEach(earlier(lacking).offsets()::add);
    }

    /** Whether {@code found} is the row that the record made when the stream had not these columns yet. */
    boolean explains(Set<String> lacking, ConsumerRecord<byte[], byte[]> record, RowBuffer found) {
        return isRowOf(earlier(lacking), record, found);
    }

    /** Whether {@code found} is the row that the record made in one of the batches with its offset. */
    boolean explains(ConsumerRecord<byte[], byte[]> record, RowBuffer found) {
        return known.values().stream()
                .filter(earlier -> earlier.offsets().contains(record.partition(), record.offset()))
                .anyMatch(earlier -> isRowOf(earlier, record, found));
    }

    private static boolean isRowOf(Earlier earlier, ConsumerRecord<byte[], byte[]> record, RowBuffer found) {
        earlier.expected().decode(record);
        return earlier.expected().differences(found).isEmpty();
    }

    private Earlier earlier(Set<String> lacking) {
        return known.computeIfAbsent(
                lacking, columns -> new Earlier(ExpectedRow.withoutColumns(columns, stream), new OffsetRanges()));
    }
}
