package io.arrowgate.tools.verify.compare;

import io.arrowgate.batch.arrow.RowRange;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.topic.OffsetRanges;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Recognizes rows that were encoded before columns were added to the stream. The batches of the Arrow topic show which columns
 * their rows lack.
 */
public final class RowsBeforeColumnAdded {
    private final StreamDefinition stream;
    /** Keyed by the missing columns. */
    private final Map<Set<String>, Earlier> known = new HashMap<>();

    private record Earlier(ExpectedRows expected, OffsetRanges offsets) {}

    public RowsBeforeColumnAdded(StreamDefinition stream) {
        this.stream = stream;
    }

    /** Records the offsets of a batch without these columns. */
    void add(Set<String> lacking, Collection<RowRange> ranges) {
        ranges.forEach(range -> earlier(lacking).offsets().add(range.offsets()));
    }

    /** Returns whether {@code found} is the record's row at a position from before these columns were added. */
    boolean explains(Set<String> lacking, ConsumerRecord<byte[], byte[]> record, int rowInRecord, RowBuffer found) {
        return isRowOf(earlier(lacking), record, rowInRecord, found);
    }

    /** Returns whether {@code found} is the record's row at a position in one of the batches with its offset. */
    boolean explains(ConsumerRecord<byte[], byte[]> record, int rowInRecord, RowBuffer found) {
        return known.values().stream()
                .filter(earlier -> earlier.offsets().contains(record.partition(), record.offset()))
                .anyMatch(earlier -> isRowOf(earlier, record, rowInRecord, found));
    }

    private static boolean isRowOf(
            Earlier earlier, ConsumerRecord<byte[], byte[]> record, int rowInRecord, RowBuffer found) {
        earlier.expected().decode(record);
        return earlier.expected().differences(rowInRecord, found).isEmpty();
    }

    private Earlier earlier(Set<String> lacking) {
        return known.computeIfAbsent(
                lacking, columns -> new Earlier(ExpectedRows.withoutColumns(columns, stream), new OffsetRanges()));
    }
}
