package io.arrowgate.clickhouse.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.clickhouse.commit.BatchInserter.InFlightInsert;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.tools.local.SharedStack;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that an operator drops or renames while the job runs. */
class MissingTableIT {
    private static final long ROWS = 100;

    private SinkTestBed bed;
    private BatchInserter inserter;

    @BeforeEach
    void firstBatchIsInserted() throws Exception {
        bed = new SinkTestBed();
        inserter = bed.recreatingInserter();
        commit(0);
    }

    @AfterEach
    void close() {
        inserter.close();
    }

    private void commit(long number) throws Exception {
        commit(inserter, number);
    }

    private void commit(BatchInserter inserter, long number) throws Exception {
        BatchCommittable batch = TestBatches.pending(
                bed.stream, "topic-A", TestBatches.sensorRows(0, number * ROWS, number * ROWS + ROWS - 1, 2));
        Optional<InFlightInsert> sent = inserter.sendIfNew(batch);
        if (sent.isPresent()) {
            inserter.finish(sent.get());
        } else {
            inserter.insert(batch);
        }
    }

    private FutureTask<Void> commitInBackground() {
        return inBackground(inserter);
    }

    private FutureTask<Void> inBackground(BatchInserter committer) {
        FutureTask<Void> commit = new FutureTask<>(() -> {
            commit(committer, committer == inserter ? 1 : 2);
            return null;
        });
        new Thread(commit).start();
        return commit;
    }

    private String tables() {
        return SharedStack.query("SELECT name FROM system.tables WHERE database = '%s' AND name LIKE 'sensors%%'"
                .formatted(bed.settings.database()));
    }

    @Test
    void droppedTableThatTheJobCreatedIsRecreated() throws Exception {
        SharedStack.query("DROP TABLE " + bed.table);
        commit(1);
        commit(2);
        assertThat(bed.rows()).isEqualTo(2 * ROWS);
    }

    /** The local engine's default database is of engine Overlay: its tables have no UUID in system.tables. */
    @Test
    void tableOfADatabaseThatHidesUuidsIsAwaitedIfRenamedAndRecreatedIfDropped() throws Exception {
        inserter.close();
        bed = new SinkTestBed(SinkTestBed.settings(SharedStack.clickHouseUrl(), "default"));
        inserter = bed.recreatingInserter();
        try {
            commit(0);
            SharedStack.query("RENAME TABLE %1$s TO %1$s_away".formatted(bed.table));
            FutureTask<Void> commit = commitInBackground();
            bed.metrics.await("insertRetries{cause=table}", 3);
            assertThat(tables()).isEqualTo("sensors_away");
            SharedStack.query("RENAME TABLE %1$s_away TO %1$s".formatted(bed.table));
            commit.get(20, TimeUnit.SECONDS);
            assertThat(bed.rows()).isEqualTo(2 * ROWS);
            SharedStack.query("DROP TABLE " + bed.table);
            commit(2);
            assertThat(bed.rows()).isEqualTo(ROWS);
        } finally {
            SharedStack.query("DROP TABLE IF EXISTS %1$s, %1$s_away".formatted(bed.table));
        }
    }

    @Test
    void renamedTableIsAwaitedAndKeepsItsRows() throws Exception {
        SharedStack.query("RENAME TABLE %1$s TO %1$s_away".formatted(bed.table));
        FutureTask<Void> commit = commitInBackground();
        bed.metrics.await("insertRetries{cause=table}", 3);
        assertThat(tables()).isEqualTo("sensors_away");
        SharedStack.query("RENAME TABLE %1$s_away TO %1$s".formatted(bed.table));
        commit.get(20, TimeUnit.SECONDS);
        assertThat(bed.rows()).isEqualTo(2 * ROWS);
    }

    @Test
    void renamedTableIsAwaitedAlsoByACommitterThatSawAnEarlierOne() throws Exception {
        try (BatchInserter other = bed.recreatingInserter()) {
            commit(other, 5);
            // Given: one committer has recreated the table, and the other one has noticed nothing
            SharedStack.query("DROP TABLE " + bed.table);
            commit(1);
            other.awaitCompatibleTable();
            SharedStack.query("RENAME TABLE %1$s TO %1$s_away".formatted(bed.table));
            long retries = bed.metrics.count("insertRetries{cause=table}");
            FutureTask<Void> commit = inBackground(other);
            bed.metrics.await("insertRetries{cause=table}", retries + 3);
            assertThat(tables()).isEqualTo("sensors_away");
            SharedStack.query("RENAME TABLE %1$s_away TO %1$s".formatted(bed.table));
            commit.get(20, TimeUnit.SECONDS);
        }
        assertThat(bed.rows()).isEqualTo(2 * ROWS);
    }

    @Test
    void droppedTableOfAnotherOriginIsAwaited() throws Exception {
        inserter.close();
        SharedStack.query("ALTER TABLE %s MODIFY COMMENT 'ours'".formatted(bed.table));
        inserter = bed.recreatingInserter();
        commit(0);
        String definition = SharedStack.query("SHOW CREATE TABLE %s FORMAT TSVRaw".formatted(bed.table));
        SharedStack.query("DROP TABLE " + bed.table);
        FutureTask<Void> commit = commitInBackground();
        bed.metrics.await("insertRetries{cause=table}", 3);
        assertThat(tables()).isEmpty();
        SharedStack.query(definition);
        commit.get(20, TimeUnit.SECONDS);
        assertThat(bed.rows()).isEqualTo(ROWS);
    }
}
