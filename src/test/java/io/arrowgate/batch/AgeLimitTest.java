package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgeLimitTest {
    private static AgeLimit limit(int maxAge, int checkpointInterval) {
        return new AgeLimit(Duration.ofMillis(maxAge), Duration.ofMillis(checkpointInterval));
    }

    @Test
    void batchWaitsForACheckpointDueWithinTheAge() {
        AgeLimit limit = limit(1_000, 2_000);
        limit.barrier(10_000);
        assertThat(limit.reachedAt(10_000)).isEqualTo(11_000);
        assertThat(limit.extend(11_000)).isEqualTo(13_000);
        assertThat(limit.extend(13_000)).isEqualTo(13_000);
    }

    @Test
    void batchDoesNotWaitForALaterCheckpoint() {
        AgeLimit limit = limit(1_000, 2_001);
        limit.barrier(10_000);
        assertThat(limit.extend(11_000)).isEqualTo(11_000);
        assertThat(limit.extend(11_001)).isEqualTo(13_001);
    }

    @Test
    void noCheckpointIsExpectedBeforeTheFirstOrAfterAMissedOne() {
        AgeLimit limit = limit(1_000, 2_000);
        assertThat(limit.extend(11_000)).isEqualTo(11_000);
        limit.barrier(10_000);
        assertThat(limit.extend(12_000)).isEqualTo(12_000);
    }
}
