package io.arrowgate.clickhouse.commit;

import static io.arrowgate.testing.TestAwait.await;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.clickhouse.client.ClickHouseClient;
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
import io.arrowgate.tools.local.replica.ReplicaTestBed;
import io.arrowgate.tools.local.replica.ReplicatedClickHouse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The insert protocol on replicas that lag, or are lost. */
@ResourceLock(ReplicaTestBed.LOCK)
class ReplicaConsistencyIT {
    private static final int A = 0;
    private static final int B = 1;
    private static final Duration PATIENCE = MachineSpeed.seconds(30);
    /** Of a test whose request does not wait, because what it is about is broken. */
    private static final Duration BLOCKED = MachineSpeed.seconds(20);

    private static final long RESTORED = 7;

    private ReplicatedClickHouse model;
    private SinkTestBed bed;
    private BatchCommittable batch;

    @BeforeEach
    void tableOnBothReplicas() throws Exception {
        model = ReplicaTestBed.replicas();
        bed = new SinkTestBed(SinkTestBed.replicatedSettings(model.url(), SharedStack.uniqueName("replicas")));
        batch = batch(0, 99);
        model.pauseFetches();
    }

    @AfterEach
    void copiesAreMade() {
        model.resumeFetches();
    }

    private BatchCommittable batch(long first, long last) {
        return TestBatches.pending(bed.stream, "topic-A", TestBatches.sensorRows(0, first, last, 2));
    }

    /** That use one replica first, and then the other one. */
    private ClickHouseSettings preferring(int replica) {
        return bed.settings.withUrl(model.url(replica) + "," + model.url(1 - replica));
    }

    private void insertOn(int replica, BatchCommittable whole) throws Exception {
        try (BatchInserter inserter =
                bed.inserter(preferring(replica).withInsertQuorum("1"), BatchCommittable.NOT_RESTORED)) {
            commit(inserter, whole);
        }
    }

    private static void commit(BatchInserter inserter, BatchCommittable whole) throws Exception {
        Optional<InFlightInsert> sent = inserter.sendIfNew(whole);
        if (sent.isPresent()) {
            inserter.finish(sent.get());
        } else {
            inserter.insert(whole);
        }
    }

    private static FutureTask<Void> inBackground(BatchInserter inserter, BatchCommittable whole) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            commit(inserter, whole);
            return null;
        });
        new Thread(task, "committer").start();
        return task;
    }

    /** Commits while copies are held back, which are made once that makes a request wait. */
    private void commitAndThenCopy(ClickHouseSettings settings, long restoredFrom, BatchCommittable whole)
            throws Exception {
        try (BatchInserter inserter = bed.inserter(settings, restoredFrom)) {
            FutureTask<Void> committing = inBackground(inserter, whole);
            model.awaitBlockedRequest(BLOCKED);
            model.resumeFetches();
            committing.get(PATIENCE.toSeconds(), SECONDS);
        }
    }

    private void assertRowsOnBoth(int expected) throws InterruptedException {
        assertThat(model.awaitInSync(PATIENCE)).isTrue();
        for (String url : model.urls()) {
            assertThat(SharedStack.query(
                            url, "SELECT count(), uniqExact(_topic_id, _partition, _offset) FROM " + bed.table))
                    .isEqualTo(expected + "\t" + expected);
        }
    }

    @Test
    void partsThatArriveLateAreNotMissingRows() throws Exception {
        insertOn(A, batch);
        // When: a committer that was restored has the rows in a batch of other boundaries
        commitAndThenCopy(preferring(B), RESTORED, batch(0, 149));
        // Then
        assertRowsOnBoth(150);
    }

    @Test
    void acknowledgedRowsThatALaggingReplicaDoesNotShowGetNoFreshToken() throws Exception {
        insertOn(A, batch);
        // When: no quorum has the repeat wait for the copy, either
        commitAndThenCopy(preferring(B).withInsertQuorum("1"), RESTORED, batch);
        assertRowsOnBoth(100);
    }

    @Test
    void rowsOfAReplicaThatIsLostBeforeTheirCopyAreInsertedOnTheOther() throws Exception {
        try (BatchInserter inserter = bed.inserter(preferring(A), BatchCommittable.NOT_RESTORED)) {
            FutureTask<Void> committing = inBackground(inserter, batch);
            model.awaitBlockedRequest(BLOCKED);
            model.lose(A);
            try {
                committing.get(PATIENCE.toSeconds(), SECONDS);
                assertThat(SharedStack.query(model.url(B), "SELECT count() FROM " + bed.table))
                        .isEqualTo("100");
            } finally {
                model.replace(A);
            }
        }
        assertRowsOnBoth(100);
    }

    @Test
    void rowsOfAnotherReplicaCountForTheHighWaterOffset() throws Exception {
        insertOn(A, batch);
        // When: a batch that no earlier committer knew of overlaps them
        commitAndThenCopy(preferring(B), BatchCommittable.NOT_RESTORED, batch(50, 149));
        // Then
        assertRowsOnBoth(150);
    }

    @Test
    void insertWhoseServerIsGoneBeforeItAnswersEndsOnTheOther() throws Exception {
        try (FaultProxy proxy = new FaultProxy(model.url(A), ProxyMode.PASS);
                RequestBreakpoint answered = proxy.breakAt(RequestPhase.ANSWERED, ProxiedRequest::isInsert);
                BatchInserter inserter = bed.inserter(
                        bed.settings.withInsertQuorum("1").withUrl(proxy.url() + "," + model.url(B)),
                        BatchCommittable.NOT_RESTORED)) {
            FutureTask<Void> committing = inBackground(inserter, batch);
            assertThat(answered.await(PATIENCE)).isPresent();
            proxy.setMode(ProxyMode.REFUSE);
            answered.drop();
            model.awaitBlockedRequest(BLOCKED);
            model.resumeFetches();
            committing.get(PATIENCE.toSeconds(), SECONDS);
        }
        assertRowsOnBoth(100);
    }

    @Test
    void foundRowsCountOnceEnoughReplicasShowThem() throws Exception {
        insertOn(A, batch);
        try (BatchInserter inserter = bed.inserter(preferring(A), RESTORED)) {
            FutureTask<Void> committing = inBackground(inserter, batch);
            // When: the committer has found the rows on one of two replicas
            await("a retry").until(() -> committing.isDone() || retries() > 0);
            assertThat(committing.isDone()).isFalse();
            model.resumeFetches();
            committing.get(PATIENCE.toSeconds(), SECONDS);
        }
        assertRowsOnBoth(100);
    }

    private long retries() {
        return bed.metrics.count("insertRetries{cause=replication}");
    }

    @Test
    void everyReplicaShowsWhatWasArchivedFromOne() throws Exception {
        // Given: rows 0 to 99 were archived, by a command that used the other replica
        SharedStack.query(
                model.url(A),
                "INSERT INTO %s.archived_offsets (table, day, hash, _topic_id, _partition, first_offset, last_offset) VALUES ('sensors', '2024-05-01', 1, 'topic-A', 0, 0, 99)"
                        .formatted(bed.settings.database()));
        commitAndThenCopy(preferring(B), RESTORED, batch);
        assertRowsOnBoth(0);
    }

    private void alterOn(int replica, String type) throws Exception {
        model.executeOn(replica, "ALTER TABLE %s MODIFY COLUMN memory_free Nullable(%s)".formatted(bed.table, type));
    }

    @Test
    void typeThatDoesNotFitOnTheReplicaOfAFailoverHoldsTheInsertBack() throws Exception {
        alterOn(B, "Int8");
        try (FaultProxy proxy = new FaultProxy(model.url(A), ProxyMode.PASS);
                BatchInserter inserter = bed.inserter(
                        bed.settings.withInsertQuorum("1").withUrl(proxy.url() + "," + model.url(B)),
                        BatchCommittable.NOT_RESTORED)) {
            inserter.awaitCompatibleTable();
            proxy.close();
            FutureTask<Void> committing = inBackground(inserter, batch);
            bed.metrics.await("insertRetries{cause=table}", 2);
            assertThat(SharedStack.query(model.url(B), "SELECT count() FROM " + bed.table))
                    .isEqualTo("0");
            alterOn(B, "Float32");
            committing.get(PATIENCE.toSeconds(), SECONDS);
        }
        model.resumeFetches();
        assertRowsOnBoth(100);
    }

    @Test
    void typeThatWasAlteredOnTheReplicaOfAnInsertIsNoticedThoughAnotherOneIsInUse() throws Exception {
        ClickHouseSettings settings = preferring(A);
        try (ClickHouseClient client = new ClickHouseClient(settings, 0)) {
            TableChangeDetector guard =
                    new TableChangeDetector(client, new BronzeTable(settings.database(), bed.stream));
            guard.check();
            guard.checkOn(model.url(B));
            alterOn(B, "Int8");
            try {
                assertThat(client.endpoint()).isEqualTo(model.url(A));
                assertThat(guard.alteredSinceCheck()).containsOnlyKeys("memory_free");
            } finally {
                alterOn(B, "Float32");
            }
        }
    }

    @Test
    void insertsOfBothReplicasAreOneTable() throws Exception {
        model.resumeFetches();
        for (int i = 0; i < 4; i++) {
            try (BatchInserter inserter = bed.inserter(preferring(i % 2), BatchCommittable.NOT_RESTORED)) {
                commit(inserter, batch(i * 100L, i * 100L + 99));
            }
        }
        assertRowsOnBoth(400);
        assertThat(List.of(model.missingParts(A), model.missingParts(B))).containsOnly(0);
    }
}
