package io.arrowgate.clickhouse.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.clickhouse.ClickHouseCommitter;
import io.arrowgate.clickhouse.RejectedBatchHandler;
import io.arrowgate.clickhouse.client.ArrowPayload;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.SpillDirectory;
import io.arrowgate.testing.EarlierTables;
import io.arrowgate.tools.local.SharedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.mocks.MockCommitRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The insert protocol against a real engine that answers as it should. */
class BatchInserterIT {
    private static final String TOPIC = "topic-A";

    private SinkTestBed bed;

    @BeforeEach
    void freshTable() throws Exception {
        bed = new SinkTestBed();
    }

    private BatchCommittable batch(long first, long last, int days) {
        return TestBatches.pending(bed.stream, TOPIC, TestBatches.sensorRows(0, first, last, days));
    }

    @Test
    void newBatchesAreInsertedOnceEach() throws Exception {
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(batch(0, 999, 1));
            inserter.insert(batch(1000, 1999, 3));
        }
        assertThat(bed.rows()).isEqualTo(2000);
        assertThat(bed.metrics.count("insertedRows")).isEqualTo(2000);
        assertThat(bed.metrics.count("deduplicatedRows")).isZero();
    }

    @Test
    void repeatedBatchAddsNothingAlsoWithoutADeduplicationWindow() throws Exception {
        SharedStack.query("ALTER TABLE " + bed.table + " MODIFY SETTING non_replicated_deduplication_window = 0");
        for (int attempt = 0; attempt < 2; attempt++) {
            try (BatchInserter inserter = bed.inserter()) {
                inserter.insert(batch(0, 999, 2));
            }
        }
        assertThat(bed.rows()).isEqualTo(1000);
        assertThat(bed.metrics.count("deduplicatedRows")).isEqualTo(1000);
    }

    @Test
    void batchOfWhichOneDayIsThereIsCompleted() throws Exception {
        // Given: of an insert over three days, only one day's part came in
        List<TestBatches.Row> rows = TestBatches.sensorRows(0, 0, 299, 3);
        List<TestBatches.Row> firstDay =
                rows.stream().filter(row -> row.offset() % 3 == 0).toList();
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(TestBatches.pending(bed.stream, TOPIC, firstDay));
        }
        // When
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(TestBatches.pending(bed.stream, TOPIC, rows));
        }
        // Then
        assertThat(bed.rows()).isEqualTo(300);
        assertThat(bed.distinctRows()).isEqualTo(300);
        assertThat(bed.metrics.count("deduplicatedRows")).isEqualTo(100);
    }

    @Test
    void repeatedBatchWithFewRowsOutsidePartitionZeroAddsNothing() throws Exception {
        // Given: a part whose _partition column ClickHouse stores as sparse
        List<TestBatches.Row> rows = new ArrayList<>(TestBatches.sensorRows(0, 0, 949, 1));
        rows.addAll(TestBatches.sensorRows(2, 5000, 5049, 1));
        BatchCommittable batch = TestBatches.pending(bed.stream, TOPIC, rows);
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(batch);
        }
        assertThat(SharedStack.query(
                        "SELECT DISTINCT serialization_kind FROM system.parts_columns WHERE active AND column = '_partition'"
                                + " AND database = '%s' AND table = 'sensors'".formatted(bed.settings.database())))
                .isEqualTo("Sparse");
        // When
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(batch);
        }
        // Then
        assertThat(bed.rows()).isEqualTo(1000);
        assertThat(bed.metrics.count("deduplicatedRows")).isEqualTo(1000);
    }

    @Test
    void missingRowOfOnePartitionIsInsertedThoughAnotherPartitionHasItsOffset() throws Exception {
        // Given: offsets of partition 2 that partition 0 has, too, in a part whose _partition is sparse
        List<TestBatches.Row> rows = new ArrayList<>(TestBatches.sensorRows(0, 0, 949, 1));
        rows.addAll(TestBatches.sensorRows(2, 0, 49, 1));
        List<TestBatches.Row> withoutOne = new ArrayList<>(rows);
        withoutOne.removeIf(row -> row.partition() == 2 && row.offset() == 10);
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(TestBatches.pending(bed.stream, TOPIC, withoutOne));
        }
        // When
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(TestBatches.pending(bed.stream, TOPIC, rows));
        }
        // Then
        assertThat(bed.rows()).isEqualTo(1000);
        assertThat(bed.distinctRows()).isEqualTo(1000);
    }

    @Test
    void missingRowsOfARecordAreInsertedThoughOthersOfItArePresent() throws Exception {
        // Given: half of a record's rows, and a batch that ends in the middle of the record
        List<TestBatches.Row> record = TestBatches.sensorRowsOfRecord(0, 10, 0, 9, 2);
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(TestBatches.pending(bed.stream, TOPIC, everySecond(record)));
        }
        List<TestBatches.Row> rows = new ArrayList<>(TestBatches.sensorRows(0, 8, 9, 1));
        rows.addAll(record.subList(0, 6));
        // When
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(TestBatches.pending(bed.stream, TOPIC, rows));
        }
        // Then
        assertThat(SharedStack.query("SELECT _offset, groupArray(_row) FROM (SELECT * FROM %s ORDER BY _offset, _row)"
                                .formatted(bed.table)
                        + " GROUP BY _offset ORDER BY _offset"))
                .isEqualTo("8\t[0]\n9\t[0]\n10\t[0,1,2,3,4,5,6,8]");
        assertThat(bed.metrics.count("deduplicatedRows")).isEqualTo(3);
    }

    private static List<TestBatches.Row> everySecond(List<TestBatches.Row> rows) {
        return rows.stream().filter(row -> row.rowInRecord() % 2 == 0).toList();
    }

    @Test
    void batchThatContinuesARecordIsNewUnlessAnotherProcessBeganIt() throws Exception {
        try (BatchInserter inserter = bed.inserter()) {
            inserter.finish(inserter.sendIfNew(ofRecord(10, 0, 4)).orElseThrow());
            inserter.finish(inserter.sendIfNew(ofRecord(10, 5, 7)).orElseThrow());
        }
        try (BatchInserter inserter = bed.inserter()) {
            assertThat(inserter.sendIfNew(ofRecord(10, 8, 9))).isEmpty();
            inserter.insert(ofRecord(10, 8, 9));
            inserter.finish(inserter.sendIfNew(ofRecord(11, 0, 1)).orElseThrow());
        }
        assertThat(bed.rows()).isEqualTo(12);
        assertThat(bed.distinctRows()).isEqualTo(12);
    }

    private BatchCommittable ofRecord(long offset, int first, int last) {
        return TestBatches.pending(bed.stream, TOPIC, TestBatches.sensorRowsOfRecord(0, offset, first, last, 1));
    }

    @Test
    void tableWithoutTheRowColumnTakesRecordsOfOneRowOnly() throws Exception {
        SharedStack.query("DROP TABLE %s SYNC".formatted(bed.table));
        EarlierTables.create(bed.settings.database(), "sensors");
        for (int attempt = 0; attempt < 2; attempt++) {
            try (BatchInserter inserter = bed.inserter()) {
                inserter.insert(batch(0, 99, 1));
            }
        }
        assertThat(bed.rows()).isEqualTo(100);
        try (BatchInserter inserter = bed.impatientInserter()) {
            assertThatThrownBy(() -> inserter.insert(ofRecord(100, 0, 1)))
                    .hasStackTraceContaining("has no column _row")
                    .hasStackTraceContaining("ALTER ORDER BY");
        }
        assertThat(bed.rows()).isEqualTo(100);
    }

    @Test
    void rowsThatCameInOtherBatchesAreLeftOut() throws Exception {
        // Given: an older savepoint was restored, and batches close elsewhere
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(batch(0, 149, 1));
        }
        // When
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(batch(0, 99, 1));
            inserter.insert(batch(100, 199, 1));
        }
        // Then
        assertThat(bed.rows()).isEqualTo(200);
        assertThat(bed.distinctRows()).isEqualTo(200);
    }

    @Test
    void restOfABatchKeepsEveryValueOfItsRows() throws Exception {
        List<TestBatches.Row> rows = TestBatches.sensorRows(0, 0, 99, 1);
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(TestBatches.pending(bed.stream, "whole", rows));
            inserter.insert(TestBatches.pending(bed.stream, "parts", rows.subList(0, 50)));
            inserter.insert(TestBatches.pending(bed.stream, "parts", rows));
        }
        String values = "SELECT * EXCEPT _topic_id FROM %s WHERE _topic_id = '%s' ORDER BY _offset";
        assertThat(SharedStack.query(values.formatted(bed.table, "parts")))
                .isEqualTo(SharedStack.query(values.formatted(bed.table, "whole")));
    }

    @Test
    void restoredBatchAboveAllRowsWhoseTokenIsBurntStillBecomesRows() throws Exception {
        // Given: the server logged the token of a whole batch, and lost the rows in a crash
        BatchCommittable batch = batch(0, 99, 1);
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(batch);
        }
        SharedStack.query("ALTER TABLE " + bed.table + " DELETE WHERE true SETTINGS mutations_sync = 2");
        try (ClickHouseClient client = new ClickHouseClient(bed.settings, 0)) {
            BronzeTable table = new BronzeTable(bed.settings.database(), bed.stream);
            String token = InsertProgress.firstToken(batch);
            ArrowPayload bytes = new ArrowPayload(batch.content().read());
            client.await(client.insert(
                    client.endpoint(), table.name(), table.columns(batch.id(), bytes, true), bytes, token, "again", 1));
        }
        assertThat(bed.rows()).isZero();
        // When: a committer restored from checkpoint 7 gets it
        try (BatchInserter inserter = bed.inserter(bed.settings, 7)) {
            inserter.insert(batch);
        }
        // Then
        assertThat(bed.rows()).isEqualTo(100);
    }

    @Test
    void sameOffsetsOfATopicMadeAgainAreOtherRows() throws Exception {
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(batch(0, 99, 1));
            inserter.insert(TestBatches.pending(bed.stream, "topic-B", TestBatches.sensorRows(0, 0, 99, 1)));
        }
        assertThat(bed.rows()).isEqualTo(200);
    }

    @Test
    void batchOfManyDaysAndPartitionsIsOneInsert() throws Exception {
        List<TestBatches.Row> rows = new ArrayList<>(TestBatches.sensorRows(0, 0, 299, 150));
        rows.addAll(TestBatches.sensorRows(1, 5000, 5299, 150));
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(TestBatches.pending(bed.stream, TOPIC, rows));
            inserter.insert(TestBatches.pending(bed.stream, TOPIC, rows));
        }
        assertThat(bed.rows()).isEqualTo(600);
    }

    @Test
    void spilledBatchIsInsertedAndItsFileDeleted(@TempDir Path dir) throws Exception {
        BatchCommittable spilled = spilled(dir, batch(0, 99, 1));
        try (ClickHouseCommitter committer = new ClickHouseCommitter(bed.inserter(), RejectedBatchHandler.FAIL, 1)) {
            committer.commit(List.of(new MockCommitRequest<>(spilled)));
        }
        assertThat(bed.rows()).isEqualTo(100);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void spilledBatchWhoseRowsAreThereNeedsNoFile(@TempDir Path dir) throws Exception {
        // Given: a state that is older than the end of the insert
        BatchCommittable spilled = spilled(dir, batch(0, 99, 2));
        try (BatchInserter inserter = bed.inserter()) {
            inserter.insert(spilled);
        }
        // When
        try (BatchInserter inserter = bed.inserter(bed.settings, 7)) {
            inserter.insert(spilled);
        }
        // Then
        assertThat(bed.rows()).isEqualTo(100);
    }

    @Test
    void spilledBatchWhoseFileAndRowsAreGoneFailsAndSaysWhatToDo(@TempDir Path dir) throws Exception {
        BatchCommittable spilled = spilled(dir, batch(0, 99, 2));
        spilled.content().delete();
        try (BatchInserter inserter = bed.inserter(bed.settings, 7)) {
            assertThatThrownBy(() -> inserter.insert(spilled))
                    .isInstanceOf(BatchRowCheck.SpillFileMissingException.class)
                    .hasMessageContaining(spilled.id().toString())
                    .hasMessageContaining("only 0 of its 100 rows")
                    .hasMessageContaining("restore a newer state");
        }
    }

    @Test
    void tokensThatATableRemembersStandInForWaiting() throws Exception {
        List<Duration> waits = new ArrayList<>();
        InFlightInsertFence attempts = earlierAttempts(waits);
        assertThat(attempts.await(attempts.latestEndOfSentInserts())).isFalse();
        assertThat(waits).isEmpty();
    }

    @Test
    void tableOfFewTokensHasEarlierInsertsEndFirst() throws Exception {
        SharedStack.query("ALTER TABLE " + bed.table + " MODIFY SETTING non_replicated_deduplication_window = 3");
        List<Duration> waits = new ArrayList<>();
        InFlightInsertFence attempts = earlierAttempts(waits);
        assertThat(attempts.await(attempts.latestEndOfSentInserts())).isTrue();
        assertThat(waits).containsExactly(Duration.ofMinutes(1));
    }

    private InFlightInsertFence earlierAttempts(List<Duration> waits) {
        return new InFlightInsertFence(
                new ClickHouseClient(bed.settings, 0),
                new BronzeTable(bed.settings.database(), bed.stream),
                Duration.ofMinutes(1),
                waits::add,
                InstantSource.fixed(Instant.EPOCH));
    }

    private static BatchCommittable spilled(Path dir, BatchCommittable batch) throws IOException {
        return BatchCommittable.of(
                batch.microBatch(),
                batch.restoredFrom(),
                new SpillDirectory(dir.toUri().toString()).write(batch.content().read()));
    }
}
