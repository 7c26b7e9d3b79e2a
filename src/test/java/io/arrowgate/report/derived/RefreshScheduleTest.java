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

    private boolean isDue(String table, long newRows) {
        return schedule.isDue(table, newRows, newRows, Duration.ZERO);
    }

    private void refresh(Duration took) {
        long startedAt = now;
        pass(took);
        schedule.complete(TABLE, startedAt);
        schedule.ended(TABLE, startedAt);
    }

    @Test
    void firstRefreshIsDueAtOnce() {
        assertThat(isDue(TABLE, 1)).isTrue();
    }

    @Test
    void pauseIsShareOfServerTime() {
        refresh(Duration.ofSeconds(1));
        pass(Duration.ofMillis(8_999));
        assertThat(isDue(TABLE, 1)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(isDue(TABLE, 1)).isTrue();
    }

    @Test
    void pauseAfterLongRefreshIsBounded() {
        refresh(Duration.ofMinutes(3));
        pass(RefreshSchedule.MAX_PAUSE.minusNanos(1));
        assertThat(isDue(TABLE, 1)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(isDue(TABLE, 1)).isTrue();
    }

    @Test
    void pauseOfBacklogAfterLongRefreshIsBoundedMore() {
        refresh(Duration.ofMinutes(3));
        pass(RefreshSchedule.MAX_BACKLOG_PAUSE.minusNanos(1));
        assertThat(isDue(TABLE, RefreshSchedule.BACKLOG_ROWS)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(isDue(TABLE, RefreshSchedule.BACKLOG_ROWS)).isTrue();
    }

    @Test
    void backlogShortensPause() {
        refresh(Duration.ofSeconds(3));
        pass(Duration.ofSeconds(3));
        assertThat(isDue(TABLE, RefreshSchedule.BACKLOG_ROWS - 1)).isFalse();
        assertThat(isDue(TABLE, RefreshSchedule.BACKLOG_ROWS)).isTrue();
    }

    @Test
    void manyNewRowsAmongFarMoreAreNotABacklog() {
        long newRows = RefreshSchedule.BACKLOG_ROWS;
        refresh(Duration.ofSeconds(3));
        pass(Duration.ofSeconds(3));
        assertThat(schedule.isDue(TABLE, newRows, newRows * 11, Duration.ZERO)).isFalse();
        assertThat(schedule.isDue(TABLE, newRows, newRows * 10, Duration.ZERO)).isTrue();
    }

    @Test
    void tableOfWideWindowsPausesLonger() {
        Duration minPause = Duration.ofSeconds(25);
        assertThat(schedule.isDue(TABLE, 1, 1, minPause)).isTrue();
        refresh(Duration.ofSeconds(1));
        pass(minPause.minusNanos(1));
        assertThat(schedule.isDue(TABLE, 1, 1, minPause)).isFalse();
        assertThat(isDue(TABLE, 1)).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(schedule.isDue(TABLE, 1, 1, minPause)).isTrue();
    }

    @Test
    void minimumPauseIsBoundedAndIgnoredForABacklog() {
        Duration day = Duration.ofHours(24);
        refresh(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(2));
        assertThat(schedule.isDue(TABLE, RefreshSchedule.BACKLOG_ROWS, RefreshSchedule.BACKLOG_ROWS, day))
                .isTrue();
        pass(RefreshSchedule.MAX_PAUSE);
        assertThat(schedule.isDue(TABLE, 1, 1, day)).isTrue();
    }

    @Test
    void failedRefreshPausesToo() {
        long startedAt = now;
        pass(Duration.ofSeconds(2));
        schedule.ended(TABLE, startedAt);
        assertThat(isDue(TABLE, 1)).isFalse();
        assertThat(schedule.lagSeconds()).isEqualTo(2);
    }

    @Test
    void expensiveTableDoesNotDelayOthers() {
        refresh(Duration.ofSeconds(20));
        assertThat(isDue("sensors_1h", 1)).isTrue();
    }

    @Test
    void lagIsThatOfTheTableFurthestBehind() {
        isDue("sensors_1h", 1_000);
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
