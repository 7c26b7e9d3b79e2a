package io.arrowgate.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.clickhouse.commit.BatchInserter;
import io.arrowgate.clickhouse.commit.BatchInserter.InFlightInsert;
import io.arrowgate.clickhouse.commit.SinkTestBed;
import io.arrowgate.clickhouse.commit.TestBatches;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.testing.TestAwait;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.RequestPhase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.connector.sink2.mocks.MockCommitRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests materialized views on the table, and columns whose type is altered while the job runs. */
class ViewsAndAltersIT {
    private static final int ROWS = 100;

    private SinkTestBed bed;
    private String database;

    @BeforeEach
    void freshTable() throws Exception {
        bed = new SinkTestBed();
        database = bed.settings.database();
    }

    private BatchCommittable batch(int number) {
        long first = (long) number * ROWS;
        return TestBatches.pending(bed.stream, "topic-A", TestBatches.sensorRows(0, first, first + ROWS - 1, 2));
    }

    private void commit(BatchInserter inserter, BatchCommittable batch) throws Exception {
        new ClickHouseCommitter(inserter, RejectedBatchHandler.FAIL, 1).commit(List.of(new MockCommitRequest<>(batch)));
    }

    private String query(String sql) {
        return SharedStack.query(sql.replace("{db}", database));
    }

    private static CompletableFuture<Void> inBackground(Callable<?> work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Waits for a condition that the work meets before it ends. */
    private static void await(CompletableFuture<Void> work, BooleanSupplier condition) {
        TestAwait.await("the condition").pollInterval(Duration.ofMillis(20)).until(() -> {
            if (condition.getAsBoolean()) {
                return true;
            }
            if (work.isDone()) {
                work.get();
                throw new AssertionError("the work ended too early");
            }
            return false;
        });
    }

    private boolean isWaiting() {
        return ((Number) bed.metrics.gauge("retryDurationMillis")).longValue() > 0;
    }

    /** A view that writes the offsets of rows to {@code copies}. */
    private void createView(String offset) {
        query("CREATE TABLE {db}.copies (o Int64) ENGINE = MergeTree ORDER BY o"
                + " SETTINGS non_replicated_deduplication_window = 1000");
        query("CREATE MATERIALIZED VIEW {db}.copy TO {db}.copies AS SELECT %s AS o FROM {db}.sensors"
                .formatted(offset));
    }

    @Test
    void batchIsNotCompleteWhileAViewFailsAndReachesItOnceRepaired() throws Exception {
        createView("_offset + throwIf(cpu_used > 40)");
        try (BatchInserter inserter = bed.inserter()) {
            CompletableFuture<Void> insert = inBackground(() -> {
                commit(inserter, batch(0));
                return null;
            });
            await(insert, () -> bed.rows() == ROWS && isWaiting());
            assertThat(query("SELECT count() FROM {db}.copies")).isEqualTo("0");

            query("ALTER TABLE {db}.copy MODIFY QUERY SELECT _offset AS o FROM {db}.sensors");
            insert.get();
            commit(inserter, batch(1));
        }
        assertThat(bed.rows()).isEqualTo(2 * ROWS);
        assertThat(query("SELECT count(), uniqExact(o) FROM {db}.copies")).isEqualTo("%1$d\t%1$d".formatted(2 * ROWS));
    }

    @Test
    void viewWithADeduplicatingTargetHasEachRowOnceThoughAnAcknowledgementWasLost() throws Exception {
        createView("_offset");
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.LOSE_INSERT_ANSWERS);
                BatchInserter inserter = bed.inserter(bed.settingsVia(proxy.url()), BatchCommittable.NOT_RESTORED)) {
            CompletableFuture<Void> insert = inBackground(() -> {
                commit(inserter, batch(0));
                return null;
            });
            await(insert, () -> proxy.events().count(RequestPhase.ANSWER_LOST) > 0);
            proxy.setMode(ProxyMode.PASS);
            insert.get();
        }
        assertThat(bed.rows()).isEqualTo(ROWS);
        assertThat(query("SELECT count(), uniqExact(o) FROM {db}.copies")).isEqualTo("%1$d\t%1$d".formatted(ROWS));
    }

    @Test
    void typeThatDoesNotFitHoldsInsertsBackUntilItIsAlteredBack() throws Exception {
        try (BatchInserter inserter = bed.inserter()) {
            commit(inserter, batch(0));
            query("ALTER TABLE {db}.sensors MODIFY COLUMN memory_free Nullable(Int8)");
            CompletableFuture<Void> insert = inBackground(() -> {
                commit(inserter, batch(1));
                return null;
            });
            await(insert, this::isWaiting);
            assertThat(bed.rows()).isEqualTo(ROWS);

            query("ALTER TABLE {db}.sensors MODIFY COLUMN memory_free Nullable(Float32)");
            insert.get();
        }
        assertThat(bed.rows()).isEqualTo(2 * ROWS);
        assertThat(bed.distinctRows()).isEqualTo(2 * ROWS);
    }

    @Test
    void batchInsertedWhileATypeWasAlteredIsInsertedAnewOnceItsRowsAreDeleted() throws Exception {
        try (BatchInserter inserter = bed.inserter()) {
            commit(inserter, batch(0));
            // Given: the type is altered when it was checked already
            inserter.awaitCompatibleTable();
            query("ALTER TABLE {db}.sensors MODIFY COLUMN cpu_used Nullable(Int8)");
            BatchCommittable batch = batch(1);
            InFlightInsert sent = inserter.sendIfNew(batch).orElseThrow();
            inserter.finish(sent);
            // When
            CompletableFuture<Void> confirmation = inBackground(() -> {
                inserter.confirm(List.of(batch));
                return null;
            });
            await(confirmation, this::isWaiting);
            query("ALTER TABLE {db}.sensors MODIFY COLUMN cpu_used Nullable(Float32)");
            query(("ALTER TABLE {db}.sensors DELETE WHERE _topic_id = 'topic-A' AND _offset BETWEEN %d AND %d"
                            + " SETTINGS mutations_sync = 2")
                    .formatted(ROWS, 2 * ROWS - 1));
            confirmation.get();
        }
        // Then
        assertThat(bed.rows()).isEqualTo(2 * ROWS);
        assertThat(query("SELECT sum(cpu_used) FROM {db}.sensors WHERE _offset >= " + ROWS))
                .isEqualTo("2475");
    }

    @Test
    void addedColumnDoesNotDisturbInserts() throws Exception {
        try (BatchInserter inserter = bed.inserter()) {
            commit(inserter, batch(0));
            query("ALTER TABLE {db}.sensors ADD COLUMN extra Nullable(Float64)");
            commit(inserter, batch(1));
        }
        assertThat(bed.rows()).isEqualTo(2 * ROWS);
    }
}
