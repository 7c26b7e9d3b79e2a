package io.arrowgate.cli.verify;

import io.arrowgate.ingest.RowSlots;
import io.arrowgate.stream.StreamDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares the table with the raw records of one chunk after another: offsets always, values if it is a deep check. */
final class TableCheck {
    private final String stream;
    private final Table table;
    private final RawTopic topic;
    private final boolean deep;
    private final AbsentDays absent;
    private final RejectedOffsets rejected;
    private final OffsetRanges archived;
    private final EarlierRows earlier;
    private final SideLog log;
    private final ExpectedRow expected;
    private final RowSlots found;
    private long deadLetters;

    TableCheck(
            StreamDefinition stream,
            Table table,
            RawTopic topic,
            boolean deep,
            AbsentDays absent,
            RejectedOffsets rejected,
            OffsetRanges archived,
            EarlierRows earlier,
            SideLog log) {
        this.stream = stream.name();
        this.table = table;
        this.topic = topic;
        this.deep = deep;
        this.absent = absent;
        this.rejected = rejected;
        this.archived = archived;
        this.earlier = earlier;
        this.log = log;
        expected = new ExpectedRow(stream);
        found = ExpectedRow.slotsOf(stream);
    }

    /** Raw records that are dead letters so far. */
    long deadLetters() {
        return deadLetters;
    }

    void check(RawChunk chunk, DeadLetterPlaces.Places letters) throws Exception {
        long[] rows = new long[1];
        table.offsets(chunk, answer -> rows[0] = countRows(chunk, letters, answer));
        if (deep && rows[0] > 0) {
            checkValues(chunk, rows[0]);
        }
    }

    /** Merges two ascending lists: the chunk's records and the table's rows. */
    private long countRows(RawChunk chunk, DeadLetterPlaces.Places letters, TableRows rows) throws IOException {
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
            log.add(Finding.REPEATED, record.partition(), record.offset());
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
     * Looks among the event times that the records have first, so that not all of the table is read. A row that this does not
     * find has another event time, so everything is read.
     */
    private void checkValues(RawChunk chunk, long rows) throws Exception {
        Table.Times times = times(chunk);
        ValueComparison comparison = new ValueComparison(chunk);
        table.values(chunk, times, found, comparison::run);
        if (comparison.rows < rows && times != null) {
            comparison = new ValueComparison(chunk);
            table.values(chunk, null, found, comparison::run);
        }
        comparison.altered.forEach(log::altered);
        comparison.earlier.forEach(offset -> log.add(Finding.EARLIER, chunk.partition(), offset));
    }

    private Table.Times times(RawChunk chunk) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (ConsumerRecord<byte[], byte[]> record : chunk.records()) {
            if (expected.decode(record)) {
                min = Math.min(min, expected.eventTimeMicros());
                max = Math.max(max, expected.eventTimeMicros());
            }
        }
        return min > max ? null : new Table.Times(min, max);
    }

    /** One pass over a chunk's records and the values of its rows. */
    private final class ValueComparison {
        private final List<ConsumerRecord<byte[], byte[]>> records;
        private final List<List<AlteredRow>> altered = new ArrayList<>();
        private final List<Long> earlier = new ArrayList<>();
        private int next;
        private long rows;

        ValueComparison(RawChunk chunk) {
            records = chunk.records();
        }

        void run(TableRows answer) throws IOException {
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
                List<AlteredRow> differences = expected.differences(found);
                if (!differences.isEmpty() && TableCheck.this.earlier.explains(records.get(next), found)) {
                    earlier.add(answer.offset());
                } else if (!differences.isEmpty()) {
                    altered.add(differences);
                }
            }
        }
    }
}
