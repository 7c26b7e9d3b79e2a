package io.arrowgate.job;

import static io.arrowgate.testing.TestAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.JobPreparation;
import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests that the derived tables follow the inserts of the running job. */
class ReportUpkeepIT {
    private static final String READINGS = "SELECT sum(readings), max(cpu_used_max) FROM {db}.sensors_1m FINAL";

    @Test
    void reportsIncludeLateReadingsAndDeadLetters() throws Exception {
        try (JobTestBed bed = bed();
                LocalJob job = bed.start()) {
            bed.send(bed.topic("sensors"), readings(0, 100, 50));
            bed.awaitRows("sensors", 100);
            awaitReadings(bed, "100\t50");
            bed.send(bed.topic("sensors"), readings(40, 41, 99));
            bed.send(bed.topic("sensors"), List.of("no reading"));
            awaitReadings(bed, "101\t99");
            await("a dead letter")
                    .untilAsserted(() -> assertThat(bed.count("dead_letters")).isEqualTo(1));
            assertThat(bed.query("SELECT stream, reason FROM {db}.dead_letters"))
                    .isEqualTo("sensors\tMALFORMED");
            assertThat(job.hasEnded()).isFalse();
        }
    }

    @Test
    void failedRefreshDoesNotBlockInsertsAndIsRepeated() throws Exception {
        try (JobTestBed bed = bed();
                LocalJob job = bed.start()) {
            bed.query("DROP TABLE {db}.sensors_1m");
            bed.send(bed.topic("sensors"), readings(0, 100, 50));
            bed.awaitRows("sensors", 100);
            assertThat(job.hasEnded()).isFalse();
            JobSettings settings = bed.settings();
            JobPreparation.clickHouse(settings, StreamDefinitions.named(settings.streams(), settings.streamsPath()));
            awaitReadings(bed, "100\t50");
        }
    }

    private static JobTestBed bed() throws Exception {
        return new JobTestBed("sensors").with("reports.enabled", "true").with("reports.refresh-interval", "200 ms");
    }

    private static List<String> readings(int from, int to, int cpu) {
        return IntStream.range(from, to)
                .mapToObj(second -> "{\"device\": \"d\", \"ts\": \"2024-01-05T10:00:%02d.%03dZ\", \"cpu_used\": %d}"
                        .formatted(second % 60, second, cpu))
                .toList();
    }

    private static void awaitReadings(JobTestBed bed, String expected) {
        await("readings and maximum " + expected)
                .untilAsserted(() -> assertThat(bed.query(READINGS)).isEqualTo(expected));
    }
}
