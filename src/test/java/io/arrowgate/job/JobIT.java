package io.arrowgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.JobTestBed;
import io.arrowgate.tools.local.cluster.LocalJob;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the whole job on a real broker and the real engine. */
class JobIT {
    @Test
    void eventsOfBothStreamsBecomeRowsAndArrowMessages() throws Exception {
        try (JobTestBed bed = new JobTestBed("sensors", "turnstiles")) {
            try (LocalJob job = bed.start()) {
                List<String> readings = IntStream.range(0, 1000)
                        .mapToObj(i -> "{\"device\":\"d%d\",\"ts\":\"2024-05-01T12:00:00.%06dZ\",\"cpu_used\":%d.5}"
                                .formatted(i % 7, i, i % 100))
                        .toList();
                bed.send(bed.topic("sensors"), readings);
                bed.send(
                        bed.topic("turnstiles"),
                        List.of(
                                "A001,R001,02-00-00,Test-Station1,456NQR,BMT,09-23-23,16:54:00,REGULAR,7,9,6f1c,2023-09-23 16:54:00",
                                "A002,R051,02-00-00,59 ST,NQR456W,BMT,12/30/2023,03:00:00,REGULAR,102019,73801"));
                bed.awaitRows("sensors", 1000);
                bed.awaitRows("turnstiles", 2);
                assertThat(job.hasEnded()).isFalse();
            }
            assertThat(bed.query("SELECT count(), uniqExact(_topic_id, _partition, _offset) FROM {db}.sensors"))
                    .isEqualTo("1000\t1000");
            assertThat(bed.query("SELECT CA, STATION, event_time, DATE, TIME, ENTRIES, EXITS, ID, TIMESTAMP"
                                    + " FROM {db}.turnstiles ORDER BY CA FORMAT CSV")
                            .lines())
                    .containsExactly(
                            "\"A001\",\"Test-Station1\",\"2023-09-23 20:54:00.000000\",\"2023-09-23\",\"16:54:00\",7,9,"
                                    + "\"6f1c\",\"2023-09-23 20:54:00.000000\"",
                            "\"A002\",\"59 ST\",\"2023-12-30 08:00:00.000000\",\"2023-12-30\",\"03:00:00\",102019,73801,"
                                    + "\\N,\\N");
            assertThat(bed.read(bed.arrowTopic("sensors"))).isNotEmpty();
        }
    }
}
