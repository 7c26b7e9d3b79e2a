package io.arrowgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.StreamChanges;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests streams that are removed and added between two starts of a job. */
class RemovedStreamIT {
    @Test
    void streamRemovedAndAddedAgainHasEveryRowOnce() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors", "turnstiles")) {
            assertThat(StreamChanges.record(bed.settings())).isEmpty();
            try (LocalJob job = bed.start()) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(0, 100));
                bed.send(bed.topic("turnstiles"), SteadyReadings.audits(0, 100));
                bed.awaitRows("sensors", 100);
                bed.awaitRows("turnstiles", 100);
            }

            bed.with("streams", "sensors");
            assertThat(StreamChanges.record(bed.settings()))
                    .singleElement()
                    .asString()
                    .startsWith("Stream turnstiles is no longer in --streams");
            try (LocalJob job = bed.start()) {
                bed.send(bed.topic("sensors"), SteadyReadings.readings(100, 200));
                bed.send(bed.topic("turnstiles"), SteadyReadings.audits(100, 200));
                bed.awaitRows("sensors", 200);
                assertThat(job.hasEnded()).isFalse();
            }
            assertThat(bed.count("turnstiles")).isEqualTo(100);

            bed.with("streams", "sensors,turnstiles");
            assertThat(StreamChanges.record(bed.settings()))
                    .singleElement()
                    .asString()
                    .startsWith("Stream turnstiles has no state: it is read from the beginning of its topic");
            try (LocalJob job = bed.start()) {
                bed.send(bed.topic("turnstiles"), SteadyReadings.audits(200, 300));
                bed.awaitRows("turnstiles", 300);
                assertThat(job.hasEnded()).isFalse();
            }
            for (String table : List.of("sensors", "turnstiles")) {
                long rows = bed.count(table);
                assertThat(bed.query("SELECT uniqExact(_topic_id, _partition, _offset) FROM {db}." + table))
                        .isEqualTo(String.valueOf(rows));
            }
            assertThat(bed.count("turnstiles")).isEqualTo(300);
            assertThat(bed.count("sensors")).isEqualTo(200);
        }
    }
}
