package io.arrowgate.clickhouse.commit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arrowgate.clickhouse.commit.BatchInserter.InFlightInsert;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.fault.FaultProxy;
import io.arrowgate.tools.local.fault.ProxiedRequest;
import io.arrowgate.tools.local.fault.ProxyMode;
import io.arrowgate.tools.local.fault.RequestBreakpoint;
import io.arrowgate.tools.local.fault.RequestPhase;
import io.arrowgate.tools.local.process.MachineSpeed;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The insert protocol against a real engine behind a network that fails. */
class BatchInserterFaultsIT {
    private static final Duration PATIENCE = MachineSpeed.seconds(20);
    /** Of a client that gives up soon. */
    private static final Duration IMPATIENT = Duration.ofSeconds(3);

    private SinkTestBed bed;
    private BatchCommittable batch;

    @BeforeEach
    void freshTable() throws Exception {
        bed = new SinkTestBed();
        batch = TestBatches.pending(bed.stream, "topic-A", TestBatches.sensorRows(0, 0, 999, 2));
    }

    private BatchInserter inserter(FaultProxy proxy) {
        return bed.inserter(bed.settingsVia(proxy.url()), BatchCommittable.NOT_RESTORED);
    }

    private FutureTask<Void> inBackground(BatchInserter inserter) {
        return new FutureTask<>(() -> {
            commit(inserter);
            return null;
        });
    }

    private void commit(BatchInserter inserter) throws Exception {
        Optional<InFlightInsert> sent = inserter.sendIfNew(batch);
        if (sent.isPresent()) {
            inserter.finish(sent.get());
        } else {
            inserter.insert(batch);
        }
    }

    @Test
    void insertWhoseAnswerIsLostIsNotRepeated() throws Exception {
        // Given: the row check has to find out, because the table remembers no tokens
        SharedStack.query("ALTER TABLE " + bed.table + " MODIFY SETTING non_replicated_deduplication_window = 0");
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.LOSE_INSERT_ANSWERS);
                BatchInserter inserter = inserter(proxy)) {
            // When
            commit(inserter);
            // Then
            assertThat(proxy.events().count(RequestPhase.ANSWER_LOST)).isEqualTo(1);
            assertThat(bed.rows()).isEqualTo(1000);
        }
    }

    @Test
    void insertThatArrivesAfterItsClientGaveUpAddsNothingToATableOfOneToken() throws Exception {
        // Given: two days are two tokens, of which the table forgets the first
        SharedStack.query("ALTER TABLE " + bed.table + " MODIFY SETTING non_replicated_deduplication_window = 1");
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.PASS);
                RequestBreakpoint late = proxy.breakAt(RequestPhase.ARRIVED, ProxiedRequest::isInsert);
                BatchInserter inserter = bed.inserter(
                        SinkTestBed.clickHouse(proxy.url(), bed.settings.database())
                                .requestTimeout(IMPATIENT)
                                .settings(),
                        BatchCommittable.NOT_RESTORED)) {
            FutureTask<Void> inserting = inBackground(inserter);
            new Thread(inserting).start();
            // When: two tables' engines, the high-water offset, the row check, and the number of tokens are answered
            assertThat(late.await(PATIENCE)).isPresent();
            await(proxy, RequestPhase.DONE, 5);
            late.release();
            inserting.get(PATIENCE.toSeconds(), SECONDS);
        }
        // Then
        assertThat(bed.rows()).isEqualTo(1000);
        assertThat(bed.distinctRows()).isEqualTo(1000);
    }

    @Test
    void batchWaitsForAServerThatIsAway() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.REFUSE);
                BatchInserter inserter = inserter(proxy)) {
            CompletableFuture<Void> back = CompletableFuture.runAsync(() -> {
                await(proxy, RequestPhase.REFUSED, 3);
                proxy.setMode(ProxyMode.PASS);
            });
            inserter.insert(batch);
            assertThat(back).isCompleted();
            assertThat(bed.rows()).isEqualTo(1000);
        }
    }

    @Test
    void retriesEndAtTheirLimit() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.REFUSE)) {
            ClickHouseSettings limited = SinkTestBed.clickHouse(proxy.url(), bed.settings.database())
                    .retryMaxDuration(Duration.ofMillis(200))
                    .settings();
            try (BatchInserter inserter = bed.inserter(limited, BatchCommittable.NOT_RESTORED)) {
                assertThatThrownBy(() -> inserter.insert(batch))
                        .isInstanceOf(InsertRetrier.RetriesExhaustedException.class)
                        .hasMessageContaining(batch.id().toString())
                        .hasMessageContaining("PT0.2S");
            }
        }
    }

    @Test
    void retriesOfAMissingTableEndAtTheirLimitAndNameTheRemedy() throws Exception {
        SharedStack.query("DROP TABLE " + bed.table);
        try (BatchInserter inserter = bed.inserter(impatient(bed.settings.password()), BatchCommittable.NOT_RESTORED)) {
            assertThatThrownBy(() -> inserter.insert(batch))
                    .isInstanceOf(InsertRetrier.RetriesExhaustedException.class)
                    .hasMessageContainingAll(batch.id().toString(), "`sensors`", "restart the job");
        }
    }

    @Test
    void wrongPasswordIsRetriedNamesTheRemedyAndStaysSecret() throws Exception {
        try (BatchInserter inserter = bed.inserter(impatient("not-the-password"), BatchCommittable.NOT_RESTORED)) {
            assertThatThrownBy(() -> inserter.insert(batch))
                    .isInstanceOf(InsertRetrier.RetriesExhaustedException.class)
                    .hasMessageContaining("Check clickhouse.user and clickhouse.password")
                    .hasMessageNotContaining("not-the-password");
        }
        assertThat(bed.metrics.count("insertRetries{cause=access}")).isPositive();
    }

    private ClickHouseSettings impatient(String password) {
        return SinkTestBed.clickHouse(bed.settings.url(), bed.settings.database())
                .password(password)
                .retryMaxDuration(Duration.ofMillis(200))
                .settings();
    }

    @Test
    void batchWaitsForTypesThatFitAgain() throws Exception {
        SharedStack.query("ALTER TABLE " + bed.table + " MODIFY COLUMN cpu_used Float32 DEFAULT 0");
        BatchCommittable withNulls = TestBatches.pending(
                bed.stream,
                "topic-A",
                TestBatches.sensorRows(0, 0, 9, 1).stream()
                        .map(row -> new TestBatches.Row(
                                0,
                                row.offset(),
                                Arrays.asList(row.cells().get(0), row.cells().get(1), null, null, null, null, null)))
                        .toList());
        try (BatchInserter inserter = bed.inserter()) {
            FutureTask<Void> inserting = new FutureTask<>(() -> {
                inserter.insert(withNulls);
                return null;
            });
            new Thread(inserting).start();
            bed.metrics.await("insertRetries{cause=table}", 2);
            assertThat(bed.rows()).isZero();
            SharedStack.query("ALTER TABLE " + bed.table + " MODIFY COLUMN cpu_used Nullable(Float32)");
            inserting.get(PATIENCE.toSeconds(), SECONDS);
        }
        assertThat(bed.rows()).isEqualTo(10);
    }

    @Test
    void interruptEndsAnInsertThatHangsAndClosesItsConnection() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.HANG);
                BatchInserter inserter = inserter(proxy)) {
            FutureTask<Void> inserting = inBackground(inserter);
            Thread task = new Thread(inserting);
            task.start();
            await(proxy, RequestPhase.HUNG, 1);
            task.interrupt();
            assertThatThrownBy(() -> inserting.get(PATIENCE.toSeconds(), SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(proxy.events().await(RequestPhase.HUNG_UP, 1, PATIENCE)).isTrue();
        }
    }

    @Test
    void interruptEndsTheWaitForTheNextAttempt() throws Exception {
        try (FaultProxy proxy = new FaultProxy(SharedStack.clickHouseUrl(), ProxyMode.REFUSE);
                BatchInserter inserter = inserter(proxy)) {
            FutureTask<Void> inserting = inBackground(inserter);
            Thread task = new Thread(inserting);
            task.start();
            await(proxy, RequestPhase.REFUSED, 2);
            task.interrupt();
            assertThatThrownBy(() -> inserting.get(PATIENCE.toSeconds(), SECONDS))
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }

    private static void await(FaultProxy proxy, RequestPhase requestPhase, int count) {
        try {
            assertThat(proxy.events().await(requestPhase, count, PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the proxy", e);
        }
    }
}
