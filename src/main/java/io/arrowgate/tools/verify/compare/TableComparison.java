package io.arrowgate.tools.verify.compare;

import io.arrowgate.batch.arrow.RowPosition;
import io.arrowgate.decode.value.RowBuffer;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.verify.finding.AlteredCell;
import io.arrowgate.tools.verify.finding.Finding;
import io.arrowgate.tools.verify.finding.SideReportBuilder;
import io.arrowgate.tools.verify.topic.ArchivedRows;
import io.arrowgate.tools.verify.topic.DeadLetterOffsets;
import io.arrowgate.tools.verify.topic.RawRecordChunk;
import io.arrowgate.tools.verify.topic.RawTopicRange;
import io.arrowgate.tools.verify.topic.RejectedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the table with the raw records chunk by chunk: row identities always, values in a deep check. */
public final class TableComparison {
    private final String stream;
    private final VerifiedTable verifiedTable;
    private final RawTopicRange topic;
    private final boolean deep;
    private final RemovedDays absent;
    private final RejectedRows rejected;
    private final ArchivedRows archived;
    private final RowsBeforeColumnAdded earlier;
    private final EarlierVersionRows earlierVersion;
    private final SideReportBuilder log;
    private final ExpectedRows expected;
    private final RowBuffer found;
    private long deadLetters;

    public TableComparison(
            StreamDefinition stream,
            VerifiedTable verifiedTable,
            RawTopicRange topic,
            boolean deep,
            RemovedDays absent,
            RejectedRows rejected,
            ArchivedRows archived,
            RowsBeforeColumnAdded earlier,
            EarlierVersionRows earlierVersion,
            SideReportBuilder log) {
        this.stream = stream.name();
        this.verifiedTable = verifiedTable;
        this.topic = topic;
        this.deep = deep;
        this.absent = absent;
        this.rejected = rejected;
        this.archived = archived;
        this.earlier = earlier;
        this.earlierVersion = earlierVersion;
        this.log = log;
        expected = new ExpectedRows(stream);
        found = ExpectedRows.rowBufferFor(stream);
    }

    /** Returns the number of raw records, and elements of raw records, that are dead letters. */
    public long deadLetters() {
        return deadLetters;
    }

    public void check(RawRecordChunk chunk, DeadLetterOffsets.InPartition letters) throws Exception {
        long[] rows = new long[1];
        verifiedTable.identities(chunk, answer -> rows[0] = countRows(chunk, letters, answer));
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
            Map<Integer, Integer> present = new TreeMap<>();
            while (more && rows.offset() == record.offset()) {
                present.merge(rows.rowInRecord(), 1, Integer::sum);
                all++;
                more = rows.next();
            }
            account(record, present, letters);
        }
        while (more) {
            withoutRecord(chunk.partition(), rows.offset());
            all++;
            more = rows.next();
        }
        return all;
    }

    private void account(
            ConsumerRecord<byte[], byte[]> record, Map<Integer, Integer> rows, DeadLetterOffsets.InPartition letters) {
        log.rows(rows.values().stream().mapToInt(Integer::intValue).sum(), rows.size());
        deadLetters += letters.elements(record.offset());
        expected.decode(record);
        RecordComparison.compare(record, expected, rows, letters, row -> whyAbsent(record, row), log);
        if (deep
                && letters.contains(record.offset())
                && !expected.eventTimesMicros().isEmpty()
                && rows.isEmpty()) {
            log.add(Finding.REPLAYABLE, record.partition(), record.offset());
        }
    }

    private Finding whyAbsent(ConsumerRecord<byte[], byte[]> record, int row) {
        Long eventTimeMicros = expected.eventTimesMicros().get(row);
        if (eventTimeMicros == null) {
            return Finding.MISSING;
        }
        RowPosition position = new RowPosition(record.offset(), row);
        if (archived.contains(record.partition(), position)) {
            return Finding.ARCHIVED;
        }
        return rejected.contains(stream, topic.topicId(), record.partition(), position)
                ? Finding.REJECTED
                : absent.explain(eventTimeMicros);
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
        comparison.earlierVersion.forEach(offset -> log.add(Finding.EARLIER_VERSION, chunk.partition(), offset));
    }

    private VerifiedTable.Times times(RawRecordChunk chunk) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (ConsumerRecord<byte[], byte[]> record : chunk.records()) {
            expected.decode(record);
            for (long time : expected.eventTimesMicros().values()) {
                min = Math.min(min, time);
                max = Math.max(max, time);
            }
        }
        return min > max ? null : new VerifiedTable.Times(min, max);
    }

    /** Merges a chunk's records with the values of its rows in one pass. */
    private final class ValueComparison {
        private final List<ConsumerRecord<byte[], byte[]>> records;
        private final List<List<AlteredCell>> altered = new ArrayList<>();
        private final List<Long> earlier = new ArrayList<>();
        private final List<Long> earlierVersion = new ArrayList<>();
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
                classify(records.get(next), answer.rowInRecord());
            }
        }

        private void classify(ConsumerRecord<byte[], byte[]> record, int row) {
            List<AlteredCell> differences = expected.differences(row, found);
            if (differences.isEmpty()) {
                return;
            }
            if (TableComparison.this.earlier.explains(record, row, found)) {
                earlier.add(record.offset());
            } else if (TableComparison.this.earlierVersion.explains(record.partition(), record.offset(), row, found)) {
                earlierVersion.add(record.offset());
            } else {
                altered.add(differences);
            }
        }
    }
}
