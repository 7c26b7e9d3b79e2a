package io.arrowgate.tools.verify.compare;

import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.topic.DeadLetterOffsets;
import io.arrowgate.tools.verify.topic.OffsetBitmap;
import io.arrowgate.tools.verify.topic.RawRecordChunk;
import io.arrowgate.tools.verify.topic.RawTopicRange;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the offsets of the rows in the Arrow topic with the raw records, chunk by chunk. */
public final class ArrowCoverage {
    private static final OffsetBitmap NOTHING = new OffsetBitmap();

    private final RawTopicRange topic;
    private final Map<Integer, OffsetBitmap> covered;
    private final boolean whole;
    private final SideReportBuilder log;

    /** @param whole whether the Arrow topic still retains its first batches */
    ArrowCoverage(RawTopicRange topic, Map<Integer, OffsetBitmap> covered, boolean whole, SideReportBuilder log) {
        this.topic = topic;
        this.covered = covered;
        this.whole = whole;
        this.log = log;
    }

    public void check(RawRecordChunk chunk, DeadLetterOffsets.InPartition deadLetters) {
        OffsetBitmap rows = covered.getOrDefault(chunk.partition(), NOTHING);
        long firstRow = rows.next(0);
        long next = rows.next(chunk.begin());
        for (ConsumerRecord<byte[], byte[]> record : chunk.records()) {
            next = withoutRecord(rows, next, chunk.partition(), record.offset());
            boolean isDeadLetter = deadLetters.count(record.offset()) > 0;
            if (next == record.offset()) {
                next = rows.next(next + 1);
                if (isDeadLetter) {
                    log.add(Finding.DUPLICATED, chunk.partition(), record.offset());
                }
            } else if (!isDeadLetter) {
                boolean expired = !whole && record.offset() < firstRow;
                log.add(expired ? Finding.EXPIRED : Finding.MISSING, chunk.partition(), record.offset());
            }
        }
        withoutRecord(rows, next, chunk.partition(), chunk.end());
    }

    /** Reports the rows before {@code end} and returns the first offset from there on. */
    private long withoutRecord(OffsetBitmap rows, long next, int partition, long end) {
        long row = next;
        while (row < end) {
            log.add(topic.compacted() ? Finding.COMPACTED : Finding.OUTSIDE, partition, row);
            row = rows.next(row + 1);
        }
        return row;
    }
}
