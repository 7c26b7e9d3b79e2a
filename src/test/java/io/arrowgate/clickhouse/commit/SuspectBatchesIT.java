package io.arrowgate.clickhouse.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.SpillDirectory;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.InjectedResponse;
import io.arrowgate.tools.local.fault.ProxiedRequest;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.RequestBreakpoint;
import io.arrowgate.tools.local.fault.RequestPhase;
import io.arrowgate.tools.local.fault.ResponseInterceptor;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a restart with many restored batches against a real engine, and counts the requests that it takes. */
class SuspectBatchesIT {
    private static final String TOPIC = "topic-A";
    private static final int BATCHES = 50;
    private static final int ROWS = 100;
    /** A checkpoint that the batches' writer was not restored from. */
    private static final long RESTORED = 7;

    private static final String ROW_CHECK = "SELECT toUInt64(count()), groupArray((p, o, r))";

    private static final InjectedResponse BAD_GATEWAY =
            new InjectedResponse("gateway", 502, "Content-Type: text/html\r\n", "<html>Bad gateway</html>");

    private final List<ProxiedRequest> requests = new CopyOnWriteArrayList<>();
    private SinkTestBed bed;

    @BeforeEach
    void freshTable() throws Exception {
        bed = new SinkTestBed();
        // Merges would hide duplicates.
        SharedStack.query("SYSTEM STOP MERGES " + bed.table);
    }

    private BatchCommittable batch(long first, long last) {
        return TestBatches.pending(bed.stream, TOPIC, TestBatches.sensorRows(0, first, last, 2));
    }

    private List<BatchCommittable> batches() {
        return IntStream.range(0, BATCHES)
                .mapToObj(number -> batch((long) number * ROWS, (number + 1L) * ROWS - 1))
                .toList();
    }

    private FaultProxy recordingProxy(ProxyMode mode) throws Exception {
        FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), mode);
        proxy.setInterceptor(request -> {
            requests.add(request);
            return Optional.empty();
        });
        return proxy;
    }

    private BatchInserter restored(String url) {
        return bed.inserter(bed.settingsVia(url), RESTORED);
    }

    private long inserts() {
        return requests.stream().filter(ProxiedRequest::isInsert).count();
    }

    private long rowChecks() {
        return requests.stream()
                .filter(request -> request.statement().startsWith(ROW_CHECK))
                .count();
    }

    private static List<BatchCommittable> insertAll(BatchInserter inserter, List<BatchCommittable> batches)
            throws Exception {
        return inserter.insertAll(batches, (batch, reason) -> {
            throw reason;
        });
    }

    @Test
    void restoredBatchesAreCheckedWithOneQueryAndConfirmedWithAnother() throws Exception {
        // Given: of every second batch, half of the rows are in the table
        try (BatchInserter earlier = bed.inserter()) {
            for (long number = 0; number < BATCHES; number += 2) {
                earlier.insert(batch(number * ROWS, number * ROWS + ROWS / 2 - 1));
            }
        }
        // When
        try (FaultProxy proxy = recordingProxy(ProxyMode.PASS);
                BatchInserter inserter = restored(proxy.url())) {
            assertThat(insertAll(inserter, batches())).hasSize(BATCHES);
        }
        // Then
        assertThat(bed.rows()).isEqualTo(BATCHES * ROWS);
        assertThat(bed.distinctRows()).isEqualTo(BATCHES * ROWS);
        assertThat(bed.metrics.count("deduplicatedRows")).isEqualTo(BATCHES * ROWS / 4);
        assertThat(bed.metrics.gauge("inFlightInserts")).isEqualTo(0);
        assertThat(inserts()).isEqualTo(BATCHES);
        assertThat(rowChecks()).isEqualTo(2);
        // And: two tables' engines, the table's columns, the deduplication window
        assertThat(requests).hasSize(BATCHES + 2 + 4);
    }

    @Test
    void restoredBatchesThatAreCompleteNeedOneRowCheck() throws Exception {
        try (BatchInserter earlier = bed.inserter()) {
            insertAll(earlier, batches());
        }
        try (FaultProxy proxy = recordingProxy(ProxyMode.PASS);
                BatchInserter inserter = restored(proxy.url())) {
            insertAll(inserter, batches());
        }
        assertThat(bed.rows()).isEqualTo(BATCHES * ROWS);
        assertThat(inserts()).isZero();
        assertThat(rowChecks()).isEqualTo(1);
        assertThat(bed.metrics.count("deduplicatedRows")).isEqualTo(BATCHES * ROWS);
    }

    @Test
    void tableOfFewTokensHasAllRestoredBatchesWaitOnce() throws Exception {
        SharedStack.query("ALTER TABLE " + bed.table + " MODIFY SETTING non_replicated_deduplication_window = 4");
        try (FaultProxy proxy = recordingProxy(ProxyMode.PASS)) {
            ClickHouseSettings shortLimit = SinkTestBed.clickHouse(proxy.url(), bed.settings.database())
                    .requestTimeout(MachineSpeed.seconds(3))
                    .settings();
            try (BatchInserter inserter = bed.inserter(shortLimit, RESTORED)) {
                insertAll(inserter, batches());
            }
        }
        assertThat(bed.rows()).isEqualTo(BATCHES * ROWS);
        // Before and after the wait, and after the inserts.
        assertThat(rowChecks()).isEqualTo(3);
    }

    @Test
    void batchThatAnotherDatabaseIsReceivingIsInsertedWithoutRetry() throws Exception {
        SinkTestBed other = new SinkTestBed();
        BatchCommittable same = batch(0, ROWS - 1);
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                RequestBreakpoint half = proxy.breakAt(RequestPhase.BODY_HALF_SENT, ProxiedRequest::isInsert);
                BatchInserter otherInserter =
                        other.inserter(other.settingsVia(proxy.url()), BatchCommittable.NOT_RESTORED);
                BatchInserter inserter = bed.inserter()) {
            FutureTask<List<BatchCommittable>> receiving =
                    new FutureTask<>(() -> insertAll(otherInserter, List.of(same)));
            new Thread(receiving).start();
            assertThat(half.await(MachineSpeed.seconds(10))).isPresent();
            inserter.insert(same);
            half.release();
            receiving.get();
        }
        assertThat(bed.rows()).isEqualTo(ROWS);
        assertThat(other.rows()).isEqualTo(ROWS);
        assertThat(bed.metrics.count("insertRetries{cause=query_id_in_use}")).isZero();
    }

    @Test
    void lostResponsesAddNoRowsToAnyBatch() throws Exception {
        SharedStack.query("ALTER TABLE " + bed.table + " MODIFY SETTING non_replicated_deduplication_window = 0");
        List<BatchCommittable> few = batches().subList(0, 5);
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.LOSE_INSERT_ANSWERS);
                BatchInserter inserter = bed.inserter(bed.settingsVia(proxy.url()), BatchCommittable.NOT_RESTORED)) {
            assertThat(insertAll(inserter, few)).hasSize(few.size());
        }
        assertThat(bed.rows()).isEqualTo(5 * ROWS);
        assertThat(bed.metrics.count("insertedBatches")).isEqualTo(few.size());
        assertThat(bed.metrics.gauge("inFlightInserts")).isEqualTo(0);
    }

    @Test
    void rowsThatArriveDuringTheRetryOfOneBatchAreNotInsertedAgain() throws Exception {
        // Given: no tokens, and rows of later batches that arrive with the first failed insert
        SharedStack.query("ALTER TABLE " + bed.table + " MODIFY SETTING non_replicated_deduplication_window = 0");
        List<BatchCommittable> few = batches().subList(0, 4);
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                BatchInserter earlier = bed.inserter();
                BatchInserter inserter = bed.inserter(bed.settingsVia(proxy.url()), BatchCommittable.NOT_RESTORED)) {
            List<ProxiedRequest> failed = new CopyOnWriteArrayList<>();
            proxy.setInterceptor(request -> {
                if (!request.isInsert() || !failed.isEmpty()) {
                    return Optional.empty();
                }
                failed.add(request);
                insertUnchecked(earlier, few.subList(1, 3));
                return Optional.of(new ResponseInterceptor.Interception(BAD_GATEWAY, false));
            });
            // When
            insertAll(inserter, few);
            assertThat(failed).hasSize(1);
        }
        // Then
        assertThat(bed.rows()).isEqualTo(4 * ROWS);
        assertThat(bed.distinctRows()).isEqualTo(4 * ROWS);
    }

    private static void insertUnchecked(BatchInserter inserter, List<BatchCommittable> batches) {
        try {
            insertAll(inserter, batches);
        } catch (Exception e) {
            throw new IllegalStateException("cannot insert the rows that arrive late", e);
        }
    }

    @Test
    void batchesWithRowsInCommonAreCheckedOneAfterAnother() throws Exception {
        SharedStack.query("ALTER TABLE " + bed.table + " MODIFY SETTING non_replicated_deduplication_window = 0");
        try (BatchInserter inserter = bed.inserter()) {
            insertAll(inserter, List.of(batch(0, 99), batch(50, 149), batch(150, 199)));
        }
        assertThat(bed.rows()).isEqualTo(200);
        assertThat(bed.distinctRows()).isEqualTo(200);
    }

    @Test
    void rejectedBatchDoesNotStopTheOthers() throws Exception {
        SharedStack.query("ALTER TABLE " + bed.table + " ADD CONSTRAINT no_350 CHECK _offset != 350");
        List<BatchCommittable> rejected = new ArrayList<>();
        try (BatchInserter inserter = bed.inserter(bed.settings, RESTORED)) {
            List<BatchCommittable> inserted =
                    inserter.insertAll(batches().subList(0, 6), (batch, reason) -> rejected.add(batch));
            assertThat(inserted).hasSize(5);
        }
        assertThat(rejected).extracting(batch -> batch.id().offsets()).containsExactly("0:300-399");
        assertThat(bed.rows()).isEqualTo(5 * ROWS);
    }

    @Test
    void missingSpillFileOfAnIncompleteBatchFailsWithItsRemedy(@TempDir Path dir) throws Exception {
        List<BatchCommittable> few = new ArrayList<>(batches().subList(0, 3));
        BatchCommittable spilled = BatchCommittable.of(
                few.get(1).microBatch(),
                few.get(1).restoredFrom(),
                new SpillDirectory(dir.toUri().toString())
                        .write(few.get(1).content().read()));
        spilled.content().delete();
        few.set(1, spilled);
        try (BatchInserter inserter = bed.inserter(bed.settings, RESTORED)) {
            assertThatThrownBy(() -> insertAll(inserter, few))
                    .isInstanceOf(BatchRowCheck.SpillFileMissingException.class)
                    .hasMessageContaining("only 0 of its 100 rows");
        }
    }

    @Test
    void batchesBehindAnOlderStateAreNotNewUntilTheyPassTheHighestRow() throws Exception {
        try (BatchInserter earlier = bed.inserter()) {
            earlier.insert(batch(200, 399));
        }
        try (BatchInserter inserter = bed.inserter()) {
            assertThat(inserter.isNew(batch(100, 199))).isFalse();
            assertThat(inserter.isNew(batch(350, 449))).isFalse();
            assertThat(inserter.isNew(batch(400, 499))).isTrue();
        }
        // A committer that starts above the row does not know of lower rows.
        try (BatchInserter inserter = bed.inserter()) {
            assertThat(inserter.isNew(batch(400, 499))).isTrue();
            assertThat(inserter.isNew(batch(0, 99))).isFalse();
        }
    }

    @Test
    void batchesAreNotNewIfTooManyRowsAreAboveThemToReadAll() throws Exception {
        int rows = HighestOffsets.MAX_ROWS + 500_000;
        SharedStack.query(
                ("INSERT INTO %s (device, ts, _topic_id, _partition, _offset) SELECT 'a', '2024-05-01', '%s', 0, number"
                                + " FROM numbers(%d)")
                        .formatted(bed.table, TOPIC, rows));
        try (FaultProxy proxy = recordingProxy(ProxyMode.PASS);
                BatchInserter inserter = bed.inserter(bed.settingsVia(proxy.url()), BatchCommittable.NOT_RESTORED)) {
            assertThat(inserter.isNew(batch(100, 199))).isFalse();
            int first = requests.size();
            assertThat(inserter.isNew(batch(200, 299))).isFalse();
            assertThat(requests).hasSize(first);
            assertThat(inserter.isNew(batch(rows - 1, rows + 98))).isFalse();
            assertThat(inserter.isNew(batch(rows, rows + 99))).isTrue();
        }
    }
}
