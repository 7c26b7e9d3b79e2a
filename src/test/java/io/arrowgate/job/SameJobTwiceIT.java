package io.arrowgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.testing.JobFailures;
import io.arrowgate.testing.JobTestBed;
import io.arrowgate.testing.SteadyReadings;
import io.arrowgate.tools.local.cluster.LocalJob;
import org.junit.jupiter.api.Test;

/** Tests two instances of the job under different names: each reads every record, and neither disturbs the other. */
class SameJobTwiceIT {
    private static final int ROWS = 2000;

    @Test
    void bothHaveEveryRowOnceAlthoughOneIsRestarted() throws Exception {
        try (JobTestBed one = new JobTestBed("sensors");
                JobTestBed two = new JobTestBed(one, "sensors")) {
            try (LocalJob steady = one.start();
                    SteadyReadings readings = new SteadyReadings(one, one.topic("sensors"), ROWS)) {
                try (LocalJob cancelled = two.start()) {
                    two.awaitRows("sensors", 1);
                    cancelled.cancel();
                }
                try (LocalJob restarted = two.start()) {
                    readings.awaitSent();
                    ExactlyOnceAssertions.awaitRows(one, ROWS);
                    ExactlyOnceAssertions.awaitRows(two, ROWS);
                    assertThat(JobFailures.of(restarted)).isEmpty();
                }
                assertThat(JobFailures.of(steady)).isEmpty();
            }
            ExactlyOnceAssertions.assertRows(one, ROWS);
            ExactlyOnceAssertions.assertRows(two, ROWS);
        }
    }
}
