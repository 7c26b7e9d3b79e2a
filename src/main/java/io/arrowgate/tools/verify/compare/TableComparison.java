package io.arrowgate.tools.verify.compare;

import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.finding.AlteredCell;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.topic.DeadLetterOffsets;
import io.arrowgate.tools.verify.topic.OffsetRanges;
import io.arrowgate.tools.verify.topic.RawRecordChunk;
import io.arrowgate.tools.verify.topic.RawTopicRange;
import io.arrowgate.tools.verify.topic.RejectedOffsets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the table with the raw records chunk by chunk: offsets always, values in a deep check. */
public final class TableComparison {
    private final String stream;
    private final VerifiedTable verifiedTable;
    private final RawTopicRange topic;
    private final boolean deep;
    private final RemovedDays absent;
    private final RejectedOffsets rejected;
    private final OffsetRanges archived;
    private final RowsBeforeColumnAdded earlier;
    private final SideReportBuilder log;
    private final ExpectedRow expected;
    private final RowBuffer found;
    private long deadLetters;

    public TableComparison(
            StreamDefinition stream,
            VerifiedTable verifiedTable,
            RawTopicRange topic,
            boolean deep,
            RemovedDays absent,
            RejectedOffsets rejected,
            OffsetRanges archived,
            RowsBeforeColumnAdded earlier,
            SideReportBuilder log) {
        this.stream = stream.name();
        this.verifiedTable = verifiedTable;
        this.topic = topic;
        this.deep = deep;
        this.absent = absent;
        this.rejected = rejected;
        this.archived = archived;
        this.earlier = earlier;
        this.log = log;
        expected = new ExpectedRow(stream);
        found = ExpectedRow.rowBufferFor(stream);
    }

    /** Returns the number of raw records that are dead letters. */
    public long deadLetters() {
        return deadLetters;
    }

    public void check(RawRecordChunk chunk, DeadLetterOffsets.InPartition letters) throws Exception {
        long[] rows = new long[1];
        verifiedTable.offsets(chunk, answer -> rows[0] = countRows(chunk, letters, answer));
        if (deep && rows[0] > 0) {
            checkValues(chunk, rows[0]);
        }
    }

    /** Merges two ascending lists: the chunk's records and the table's rows. */
    private long countRows(RawRecordChunk chunk, DeadLetterOffsets.InPartition letters, RowBinaryReader rows)
            throws IOException {
        long all = 0;
        boolean more = rows.next();
        for (ConsumerRecord<byte[], byte[]> record : chunk.records()) {
            while (more && rows.offset() < record.offset()) {
                withoutRecord(chunk.partition(), rows.offset());
                all++;
                more = rows.next();
            }
            int count = 0;
            while (more && rows.offset() == record.offset()) {
                count++;
                more = rows.next();
            }
            all += count;
            account(record, count, letters.count(record.offset()));
        }
        while (more) {
            withoutRecord(chunk.partition(), rows.offset());
            all++;
            more = rows.next();
        }
        return all;
    }

    private void account(ConsumerRecord<byte[], byte[]> record, int rows, int letters) {
        log.rows(rows, Math.min(rows, 1));
        deadLetters += letters > 0 ? 1 : 0;
        if (rows + letters > 1) {
            log.add(Finding.DUPLICATED, record.partition(), record.offset());
        } else if (rows + letters == 0) {
            log.add(whyAbsent(record), record.partition(), record.offset());
        }
    }

    private Finding whyAbsent(ConsumerRecord<byte[], byte[]> record) {
        if (!expected.decode(record)) {
            return Finding.MISSING;
        }
        if (archived.contains(record.partition(), record.offset())) {
            return Finding.ARCHIVED;
        }
        return rejected.contains(stream, topic.topicId(), record.partition(), record.offset())
                ? Finding.REJECTED
                : absent.explain(expected.eventTimeMicros());
    }

    private void withoutRecord(int partition, long offset) {
        log.add(topic.compacted() ? Finding.COMPACTED : Finding.OUTSIDE, partition, offset);
    }

    /**
     * Searches the event times of the records first, to avoid a full scan. A row that this search does not find has another
     * event time; then all rows are read.
     */
    private void checkValues(RawRecordChunk chunk, long rows) throws Exception {
        VerifiedTable.Times times = times(chunk);
        ValueComparison comparison = new ValueComparison(chunk);
        verifiedTable.values(chunk, times, found, comparison::run);
        if (comparison.rows < rows && times != null) {
            comparison = new ValueComparison(chunk);
            verifiedTable.values(chunk, null, found, comparison::run);
        }
        comparison.altered.forEach(log::altered);
        comparison.earlier.forEach(offset -> log.add(Finding.EARLIER, chunk.partition(), offset));
    }

    private VerifiedTable.Times times(RawRecordChunk chunk) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (ConsumerRecord<byte[], byte[]> record : chunk.records()) {
            if (expected.decode(record)) {
                min = Math.min(min, expected.eventTimeMicros());
                max = Math.max(max, expected.eventTimeMicros());
            }
        }
        return min > max ? null : new VerifiedTable.Times(min, max);
    }

    /** Merges a chunk's records with the values of its rows in one pass. */
    private final class ValueComparison {
        private final List<ConsumerRecord<byte[], byte[]>> records;
        private final List<List<AlteredCell>> altered = new ArrayList<>();
        private final List<Long> earlier = new ArrayList<>();
        private int next;
        private long rows;

        ValueComparison(RawRecordChunk chunk) {
            records = chunk.records();
        }

        void run(RowBinaryReader answer) throws IOException {
            int decoded = -1;
            while (answer.next()) {
                rows++;
                while (next < records.size() && records.get(next).offset() < answer.offset()) {
                    next++;
                }
                if (next == records.size() || records.get(next).offset() > answer.offset()) {
                    continue;
                }
                if (decoded != next) {
                    expected.decode(records.get(next));
                    decoded = next;
                }
                List<AlteredCell> differences = expected.differences(found);
                if (!differences.isEmpty() && TableComparison.this.earlier.explains(records.get(next), found)) {
                    earlier.add(answer.offset());
                } else if (!differences.isEmpty()) {
                    altered.add(differences);
                }
            }
        }
    }
}
