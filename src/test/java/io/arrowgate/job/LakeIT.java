package io.arrowgate.job;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that the files of a lake contain each reading exactly once, even if the job is killed. */
class LakeIT {
    /** Readings before the lake is enabled. */
    private static final int FIRST_ROWS = 100;

    private static final int ROWS = 10_000;
    private static final int MORE_ROWS = 1_000;

    @Test
    void filesHaveEveryRowOnceAlthoughTheJobWasKilled() throws Exception {
        Path lake = SharedStack.freshDir("lake").toAbsolutePath();
        try (JobTestBed bed = new JobTestBed("sensors")) {
            try (LocalJob job = bed.start()) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, FIRST_ROWS));
                ExactlyOnceAssertions.awaitRows(bed, FIRST_ROWS);
                assertThat(job.hasEnded()).isFalse();
            }
            bed.with("lake.path", lake.toString()).with("batch.max-rows", "150");
            try (SteadyReadings readings = new SteadyReadings(bed, bed.topic("sensors"), FIRST_ROWS, ROWS)) {
                try (LocalJob job = bed.start()) {
                    bed.awaitRows("sensors", FIRST_ROWS + 1);
                    // Immediately, so that files without a checkpoint keep their temporary name.
                    job.cancel();
                }
                readings.awaitSent();
            }
            try (LocalJob job = bed.start()) {
                // No batch has rows of both days.
                bed.awaitRows("sensors", ROWS);
                List<String> nextDay = new ArrayList<>(SteadyReadings.readings(ROWS, ROWS + MORE_ROWS));
                nextDay.replaceAll(reading -> reading.replace("2024-05-01", "2024-05-02"));
                bed.send(bed.topic("sensors"), nextDay);
                ExactlyOnceAssertions.awaitRows(bed, ROWS + MORE_ROWS);
                int inFiles = ROWS - FIRST_ROWS + MORE_ROWS;
                LakeFiles lakeFiles = new LakeFiles(bed, lake.resolve("sensors"));
                await("all rows in files")
                        .untilAsserted(() -> assertThat(lakeFiles.load()).isGreaterThanOrEqualTo(inFiles));
                String files = lakeFiles.table();
                assertThat(job.hasEnded()).isFalse();

                assertThat(bed.query("SELECT count(), uniqExact(_topic_id, _partition, _offset) FROM " + files))
                        .isEqualTo("%1$d\t%1$d".formatted(inFiles));
                assertThat(bed.query("SELECT day, count() FROM %s GROUP BY day ORDER BY day".formatted(files)))
                        .as("the day, by the folders' names")
                        .isEqualTo("2024-05-01\t%d\n2024-05-02\t%d".formatted(ROWS - FIRST_ROWS, MORE_ROWS));
                String hash = "SELECT sum(cityHash64(device, ts, cpu_used, _offset)) FROM ";
                assertThat(bed.query(hash + files))
                        .isEqualTo(bed.query(hash
                                + "{db}.sensors WHERE toUnixTimestamp64Micro(ts) %% 1000000 >= %d"
                                        .formatted(FIRST_ROWS)));
            }
        }
    }
}
