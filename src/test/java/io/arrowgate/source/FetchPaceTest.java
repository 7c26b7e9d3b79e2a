package io.arrowgate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Checks when a consumer pauses between polls. */
class FetchPaceTest {
    private static final int FULL_POLL = 1_000;

    private long nanos = Long.MAX_VALUE - 1_000_000;
    private final FetchPace pace = new FetchPace(FULL_POLL, () -> nanos);

    private void pass(long millis) {
        nanos += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void secondPollOfAPairFollowsAtOnce() {
        assertThat(pace.afterPoll(1)).isZero();
    }

    @Test
    void nextPairBeginsAnIntervalAfterThePair() {
        pace.afterPoll(1);
        pass(30);

        Duration pause = pace.afterPoll(1);

        assertThat(pause).isEqualTo(FetchPace.INTERVAL.minusMillis(30));
        pass(pause.toMillis());
        assertThat(pace.afterPoll(1)).isZero();
        assertThat(pace.afterPoll(1)).isEqualTo(FetchPace.INTERVAL);
    }

    @Test
    void rareRecordsAreNotDelayed() {
        pace.afterPoll(1);
        pass(5_000);

        assertThat(pace.afterPoll(1)).isZero();
    }

    @Test
    void backlogIsReadWithoutPauses() {
        assertThat(pace.afterPoll(FULL_POLL)).isZero();
        assertThat(pace.afterPoll(0)).isZero();
        assertThat(pace.afterPoll(FULL_POLL / 2)).isZero();
        assertThat(pace.afterPoll(FULL_POLL / 2)).isZero();
    }

    @Test
    void pausesResumeAfterABacklog() {
        pace.afterPoll(FULL_POLL);
        pace.afterPoll(FULL_POLL);
        pace.afterPoll(10);

        assertThat(pace.afterPoll(10)).isEqualTo(FetchPace.INTERVAL);
    }
}
