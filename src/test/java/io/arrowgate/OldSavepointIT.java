package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.local.LocalJob;
import io.arrowgate.local.SharedStack;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An older savepoint than the newest, restored on purpose, when the server has long forgotten the inserts that followed it: these
 * are not made again, and nothing is skipped.
 */
@Timeout(120)
class OldSavepointIT {
    private static final int DEDUPLICATION_WINDOW = 2;
    private static final int ROWS_BEFORE = 2_000;
    private static final int ROWS = 10_000;
    private static final int MORE_ROWS = 500;

    @Test
    void rowsInsertedSinceTheSavepointAreNotInsertedAgain() throws Exception {
        Path savepoint = SharedStack.freshDir("old-savepoint").toAbsolutePath();
        try (JobTestBed bed = new JobTestBed("sensors")) {
            bed.topics.create(bed.topic("sensors"), 3, Map.of());
            try (LocalJob job = bed.start();
                    SteadyReadings readings = new SteadyReadings(bed, bed.topic("sensors"), ROWS)) {
                bed.query("ALTER TABLE {db}.sensors MODIFY SETTING non_replicated_deduplication_window = "
                        + DEDUPLICATION_WINDOW);
                bed.awaitRows("sensors", ROWS_BEFORE);
                Savepoints.take(job, savepoint);
                long insertsBefore = inserts(bed);
                readings.awaitSent();
                ExactlyOnce.awaitRows(bed, ROWS);
                assertThat(inserts(bed) - insertsBefore).isGreaterThan(DEDUPLICATION_WINDOW);
                Savepoints.stop(bed, job);
            }
            ExactlyOnce.assertRows(bed, ROWS);

            bed.with("checkpoint.dir", savepoint.toUri().toString());
            try (LocalJob job = bed.start()) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(ROWS, ROWS + MORE_ROWS));
                bed.awaitRows("sensors", ROWS + MORE_ROWS);
                assertThat(JobFailures.of(job)).isEmpty();
                Savepoints.stop(bed, job);
            }
            assertThat(bed.query("SELECT count(), uniqExact(_topic_id, _partition, _offset) FROM {db}.sensors"))
                    .isEqualTo("%1$d\t%1$d".formatted(ROWS + MORE_ROWS));
            // An older state makes the Arrow topic repeat rows, as the guarantees say, but leave out none.
            assertThat(ArrowMessages.rowIdentities(bed.read(bed.arrowTopic("sensors"))).stream()
                            .distinct())
                    .hasSize(ROWS + MORE_ROWS);
        }
    }

    /** How many there were: with merges held back, each insert of a day is a part. */
    private static long inserts(JobTestBed bed) {
        return Long.parseLong(
                bed.query("SELECT count() FROM system.parts WHERE active AND table = 'sensors' AND database = '{db}'"));
    }
}
