package io.arrowgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.ArrowMessages;
import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.Savepoints;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.process.ScaledTimeout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests the restore of an older savepoint after ClickHouse has forgotten the deduplication tokens of later inserts: no row is
 * duplicated and none is missing.
 */
@ScaledTimeout(seconds = 120)
class OldSavepointIT {
    private static final int DEDUPLICATION_WINDOW = 2;
    private static final int ROWS_BEFORE = 2_000;
    /** Rows of each insert after the savepoint. */
    private static final int ROWS_LATER = 1_000;

    private static final int ROWS = ROWS_BEFORE + (DEDUPLICATION_WINDOW + 1) * ROWS_LATER;
    private static final int MORE_ROWS = 500;

    @Test
    void rowsInsertedSinceTheSavepointAreNotDuplicated() throws Exception {
        Path savepoint = SharedStack.freshDir("old-savepoint").toAbsolutePath();
        try (JobTestBed bed = new JobTestBed("sensors")) {
            bed.topics.create(bed.topic("sensors"), 3, Map.of());
            try (LocalJob job = bed.start()) {
                bed.query("ALTER TABLE {db}.sensors MODIFY SETTING non_replicated_deduplication_window = "
                        + DEDUPLICATION_WINDOW);
                sendAndAwait(bed, 0, ROWS_BEFORE);
                Savepoints.take(job, savepoint);
                for (int insert = 0; insert <= DEDUPLICATION_WINDOW; insert++) {
                    sendAndAwait(bed, ROWS_BEFORE + insert * ROWS_LATER, ROWS_BEFORE + (insert + 1) * ROWS_LATER);
                }
                Savepoints.stop(bed, job);
            }
            ExactlyOnceAssertions.assertRows(bed, ROWS);

            bed.with("checkpoint.dir", savepoint.toUri().toString());
            try (LocalJob job = bed.start()) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(ROWS, ROWS + MORE_ROWS));
                bed.awaitRows("sensors", ROWS + MORE_ROWS);
                assertThat(JobFailures.of(job)).isEmpty();
                Savepoints.stop(bed, job);
            }
            assertThat(bed.query("SELECT count(), uniqExact(_topic_id, _partition, _offset) FROM {db}.sensors"))
                    .isEqualTo("%1$d\t%1$d".formatted(ROWS + MORE_ROWS));
            // An older state duplicates rows in the Arrow topic, as documented, but no row is missing.
            assertThat(ArrowMessages.rowIdentities(bed.read(bed.arrowTopic("sensors"))).stream()
                            .distinct())
                    .hasSize(ROWS + MORE_ROWS);
        }
    }

    private static void sendAndAwait(JobTestBed bed, int from, int to) throws Exception {
        bed.send(bed.topic("sensors"), SteadyReadings.readings(from, to));
        bed.awaitRows("sensors", to);
    }
}
