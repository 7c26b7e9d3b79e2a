package io.arrowgate.tools.verify.compare;

import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.topic.DeadLetterOffsets;
import io.arrowgate.tools.verify.topic.RawRecordChunk;
import io.arrowgate.tools.verify.topic.RawTopicRange;
import io.arrowgate.tools.verify.topic.RowBitmap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the identities of the rows in the Arrow topic with the raw records, chunk by chunk. */
public final class ArrowCoverage {
    private static final RowBitmap NOTHING = new RowBitmap();

    private final RawTopicRange topic;
    private final Map<Integer, RowBitmap> covered;
    private final boolean whole;
    private final ExpectedRows expected;
    private final SideReportBuilder log;

    /** @param whole whether the Arrow topic still retains its first batches */
    ArrowCoverage(
            RawTopicRange topic,
            Map<Integer, RowBitmap> covered,
            boolean whole,
            ExpectedRows expected,
            SideReportBuilder log) {
        this.topic = topic;
        this.covered = covered;
        this.whole = whole;
        this.expected = expected;
        this.log = log;
    }

    public void check(RawRecordChunk chunk, DeadLetterOffsets.InPartition deadLetters) {
        RowBitmap rows = covered.getOrDefault(chunk.partition(), NOTHING);
        long firstRow = rows.next(0);
        long next = rows.next(chunk.begin());
        for (ConsumerRecord<byte[], byte[]> record : chunk.records()) {
            next = withoutRecord(rows, next, chunk.partition(), record.offset());
            Map<Integer, Integer> present = new TreeMap<>();
            if (next == record.offset()) {
                next = rows.next(next + 1);
                rows.rows(record.offset()).forEach(row -> present.put(row, 1));
            }
            boolean expired = !whole && record.offset() < firstRow;
            expected.decode(record);
            RecordComparison.compare(
                    record, expected, present, deadLetters, row -> expired ? Finding.EXPIRED : Finding.MISSING, log);
        }
        withoutRecord(rows, next, chunk.partition(), chunk.end());
    }

    /** Reports the rows before {@code end} and returns the first offset from there on. */
    private long withoutRecord(RowBitmap rows, long next, int partition, long end) {
        long row = next;
        while (row < end) {
            log.add(topic.compacted() ? Finding.COMPACTED : Finding.OUTSIDE, partition, row);
            row = rows.next(row + 1);
        }
        return row;
    }
}
