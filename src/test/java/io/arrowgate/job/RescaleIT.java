package io.arrowgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.Savepoints;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.cluster.LocalJob;
import io.arrowgate.tools.local.process.ScaledTimeout;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests a job under load that is stopped as with Ctrl-C and resumes with another parallelism. The pairs 1 to 2 and 2 to 1
 * always run, the others with {@code -Darrowgate.rescale=all}.
 */
@ScaledTimeout(seconds = 120)
class RescaleIT {
    private static final int BEFORE = 2_000;
    private static final int AFTER = 4_000;

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1"})
    void nothingIsLostOrRepeatedBetweenOneAndTwo(int before, int after) throws Exception {
        rescale(before, after);
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "3, 2"})
    @EnabledIfSystemProperty(named = "arrowgate.rescale", matches = "all")
    void nothingIsLostOrRepeatedBetweenTwoAndThree(int before, int after) throws Exception {
        rescale(before, after);
    }

    private static void rescale(int before, int after) throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors")) {
            bed.topics.create(bed.topic("sensors"), 3, Map.of());
            bed.with("parallelism", Integer.toString(before));
            int rows;
            try (LocalJob job = bed.start();
                    SteadyReadings readings = new SteadyReadings(bed, bed.topic("sensors"), Integer.MAX_VALUE)) {
                bed.awaitRows("sensors", BEFORE);
                job.close();
                assertThat(Path.of(URI.create(bed.settings().checkpointDir())))
                        .isDirectoryContaining("glob:**savepoint-*");
                long stopped = bed.count("sensors");

                bed.with("parallelism", Integer.toString(after));
                try (LocalJob again = bed.start()) {
                    bed.awaitRows("sensors", stopped + AFTER);
                    rows = readings.stop();
                    ExactlyOnceAssertions.awaitRows(bed, rows);
                    assertThat(JobFailures.of(again)).isEmpty();
                    Savepoints.stop(bed, again);
                }
            }
            ExactlyOnceAssertions.assertRows(bed, rows);
        }
    }
}
