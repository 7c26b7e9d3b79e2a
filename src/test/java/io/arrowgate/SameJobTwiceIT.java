package io.arrowgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.local.LocalJob;
import org.junit.jupiter.api.Test;

/** The same job beside itself under another name: each of the two reads every record, and neither disturbs the other. */
class SameJobTwiceIT {
    private static final int ROWS = 2000;

    @Test
    void bothHaveEveryRowOnceThoughOneIsCancelledAndStartedAgain() throws Exception {
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
                    ExactlyOnce.awaitRows(one, ROWS);
                    ExactlyOnce.awaitRows(two, ROWS);
                    assertThat(JobFailures.of(restarted)).isEmpty();
                }
                assertThat(JobFailures.of(steady)).isEmpty();
            }
            ExactlyOnce.assertRows(one, ROWS);
            ExactlyOnce.assertRows(two, ROWS);
        }
    }
}
