package io.arrowgate.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTimeProgressTest {
    private static final long MINUTE = 60_000_000;
    private static final long NOW = 28_000_000 * MINUTE;

    private final EventTimeProgress progress = new EventTimeProgress();

    @Test
    void eventIsLateBeyondTheAllowanceBehindItsPartition() {
        assertThat(progress.recordAndCheckLate(0, NOW)).isFalse();
        assertThat(progress.recordAndCheckLate(0, NOW - 10 * MINUTE)).isFalse();
        assertThat(progress.recordAndCheckLate(0, NOW - 10 * MINUTE - 1)).isTrue();
        assertThat(progress.recordAndCheckLate(0, NOW)).isFalse();
    }

    @Test
    void eventsOfLaggingPartitionAreNotLate() {
        progress.recordAndCheckLate(5, NOW);
        assertThat(progress.recordAndCheckLate(2, NOW - 1_000 * MINUTE)).isFalse();
        assertThat(progress.recordAndCheckLate(2, NOW - 999 * MINUTE)).isFalse();
        assertThat(progress.recordAndCheckLate(9, NOW - 2_000 * MINUTE)).isFalse();
        assertThat(progress.recordAndCheckLate(5, NOW - 11 * MINUTE)).isTrue();
    }

    @Test
    void eventsBefore1970AreNotLateForThat() {
        assertThat(progress.recordAndCheckLate(0, -NOW)).isFalse();
        assertThat(progress.recordAndCheckLate(0, -NOW - 11 * MINUTE)).isTrue();
    }

    @Test
    void newestEventTimeIsThatOfAllPartitions() {
        assertThat(progress.newestMicros()).isEqualTo(EventTimeProgress.NONE);
        progress.recordAndCheckLate(0, NOW);
        progress.recordAndCheckLate(1, NOW - MINUTE);
        assertThat(progress.newestMicros()).isEqualTo(NOW);
    }
}
