package io.arrowgate.tools.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollingPaceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private boolean hasPages;
    private long nanos;

    private final PollingPace history = PollingPace.ofHistory(() -> hasPages, () -> nanos, SECOND);
    private final PollingPace latest = PollingPace.ofLatest(() -> hasPages, () -> nanos, SECOND);

    private void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    @Test
    void historyIsPolledRarelyWithoutPages() {
        assertThat(history.isDue()).isTrue();
        pass(PollingPace.WITHOUT_PAGES.minusNanos(1));
        assertThat(history.isDue()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(history.isDue()).isTrue();
        assertThat(history.isDue()).isFalse();
    }

    @Test
    void latestResultIsPolledOnlyForAPage() {
        pass(Duration.ofDays(1));
        assertThat(latest.isDue()).isFalse();
        hasPages = true;
        assertThat(latest.isDue()).isTrue();
        pass(SECOND);
        assertThat(latest.isDue()).isTrue();
    }

    @Test
    void pollIsDueAtOnceWhenAPageOpens() {
        assertThat(history.isDue()).isTrue();
        pass(SECOND);
        assertThat(history.isDue()).isFalse();
        hasPages = true;
        assertThat(history.isDue()).isTrue();
        pass(SECOND.minusNanos(1));
        assertThat(history.isDue()).isFalse();
    }
}
