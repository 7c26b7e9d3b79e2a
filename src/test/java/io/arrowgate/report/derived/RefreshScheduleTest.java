package io.arrowgate.report.derived;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefreshScheduleTest {
    private static final String TABLE = "sensors_1m";

    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private final RefreshSchedule schedule = new RefreshSchedule(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void refresh(Duration took) {
        long startedAt = now;
        pass(took);
        schedule.complete(TABLE, startedAt);
        schedule.ended(TABLE, startedAt);
    }

    @Test
    void firstRefreshIsDueAtOnce() {
        assertThat(schedule.isDue(TABLE, 1)).isTrue();
    }

    @Test
    void pauseIsShareOfServerTime() {
        refresh(Duration.ofSeconds(1));
        pass(Duration.ofMillis(8_999));
        assertThat(schedule.isDue(TABLE, 1)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(schedule.isDue(TABLE, 1)).isTrue();
    }

    @Test
    void pauseAfterLongRefreshIsBounded() {
        refresh(Duration.ofMinutes(3));
        pass(RefreshSchedule.MAX_PAUSE.minusNanos(1));
        assertThat(schedule.isDue(TABLE, 1)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(schedule.isDue(TABLE, 1)).isTrue();
    }

    @Test
    void pauseOfBacklogAfterLongRefreshIsBoundedMore() {
        refresh(Duration.ofMinutes(3));
        pass(RefreshSchedule.MAX_BACKLOG_PAUSE.minusNanos(1));
        assertThat(schedule.isDue(TABLE, RefreshSchedule.BACKLOG_ROWS)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(schedule.isDue(TABLE, RefreshSchedule.BACKLOG_ROWS)).isTrue();
    }

    @Test
    void backlogShortensPause() {
        refresh(Duration.ofSeconds(3));
        pass(Duration.ofSeconds(3));
        assertThat(schedule.isDue(TABLE, RefreshSchedule.BACKLOG_ROWS - 1)).isFalse();
        assertThat(schedule.isDue(TABLE, RefreshSchedule.BACKLOG_ROWS)).isTrue();
    }

    @Test
    void failedRefreshPausesToo() {
        long startedAt = now;
        pass(Duration.ofSeconds(2));
        schedule.ended(TABLE, startedAt);
        assertThat(schedule.isDue(TABLE, 1)).isFalse();
        assertThat(schedule.lagSeconds()).isEqualTo(2);
    }

    @Test
    void expensiveTableDoesNotDelayOthers() {
        refresh(Duration.ofSeconds(20));
        assertThat(schedule.isDue("sensors_1h", 1)).isTrue();
    }

    @Test
    void lagIsThatOfTheTableFurthestBehind() {
        schedule.isDue("sensors_1h", 1_000);
        refresh(Duration.ofSeconds(2));
        assertThat(schedule.lagSeconds()).isEqualTo(2);
        assertThat(schedule.pendingRows()).isEqualTo(1_000);
        schedule.processed("sensors_1h", 600);
        assertThat(schedule.pendingRows()).isEqualTo(400);
        schedule.complete("sensors_1h", now);
        schedule.complete(TABLE, now);
        assertThat(schedule.lagSeconds()).isZero();
        assertThat(schedule.pendingRows()).isZero();
    }
}
