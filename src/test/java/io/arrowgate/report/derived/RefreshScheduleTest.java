package io.arrowgate.report.derived;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.report.derived.RefreshSchedule.PauseLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshScheduleTest {
    private static final String TABLE = "sensors_1m";
    private static final String SOURCE = "sensors";
    private static final PauseLimits DAYS = PauseLimits.ofWindows(Duration.ofDays(1));

    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private final RefreshSchedule schedule = new RefreshSchedule(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** Returns whether a table is due whose source received the newest of its blocks some time ago. */
    private boolean isDue(String table, long block, Duration age, PauseLimits limits) {
        return isDue(table, SOURCE, block, age, limits);
    }

    private boolean isDue(String table, String source, long block, Duration age, PauseLimits limits) {
        SourceParts.Partition partition =
                new SourceParts.Partition("20240501", block, 0, List.of(), List.of(), 1_000, age);
        return schedule.isDue(table, source, new SourceParts(List.of(partition), List.of()), limits);
    }

    private boolean isDue(String table) {
        return isDue(table, 1, Duration.ZERO, PauseLimits.DEFAULT);
    }

    private void refresh(Duration took) {
        long startedAt = now;
        pass(took);
        schedule.complete(TABLE, startedAt);
        schedule.ended(TABLE, startedAt);
    }

    @Test
    void firstRefreshIsDueAtOnce() {
        assertThat(isDue(TABLE)).isTrue();
    }

    @Test
    void pauseIsShareOfServerTime() {
        refresh(Duration.ofSeconds(1));
        pass(Duration.ofMillis(8_999));
        assertThat(isDue(TABLE)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(isDue(TABLE)).isTrue();
    }

    @Test
    void pauseAfterLongRefreshIsBounded() {
        refresh(Duration.ofMinutes(3));
        pass(PauseLimits.DEFAULT.greatest().minusNanos(1));
        assertThat(isDue(TABLE)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(isDue(TABLE)).isTrue();
    }

    @Test
    void quietSourceShortensPause() {
        refresh(Duration.ofSeconds(3));
        pass(Duration.ofSeconds(3).minusNanos(1));
        assertThat(isDue(TABLE, 1, RefreshSchedule.QUIET_AFTER, DAYS)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(isDue(TABLE, 2, RefreshSchedule.QUIET_AFTER.minusNanos(1), PauseLimits.DEFAULT))
                .as("another block came in since")
                .isFalse();
        assertThat(isDue(TABLE, 3, RefreshSchedule.QUIET_AFTER, DAYS)).isTrue();
    }

    @Test
    void pauseOfQuietSourceAfterLongRefreshIsBoundedMore() {
        refresh(Duration.ofMinutes(3));
        pass(RefreshSchedule.MAX_QUIET_PAUSE.minusNanos(1));
        assertThat(isDue(TABLE, 1, RefreshSchedule.QUIET_AFTER, PauseLimits.DEFAULT))
                .isFalse();
        pass(Duration.ofNanos(1));
        assertThat(isDue(TABLE, 1, Duration.ZERO, PauseLimits.DEFAULT)).isTrue();
    }

    @Test
    void mergesDoNotHideThatTheSourceIsQuiet() {
        refresh(Duration.ofSeconds(20));
        assertThat(isDue(TABLE, 1, Duration.ZERO, PauseLimits.DEFAULT)).isFalse();
        pass(RefreshSchedule.QUIET_AFTER);
        assertThat(isDue(TABLE, 2, Duration.ZERO, PauseLimits.DEFAULT))
                .as("a new block")
                .isFalse();
        pass(RefreshSchedule.QUIET_AFTER);
        assertThat(isDue(TABLE, 2, Duration.ZERO, PauseLimits.DEFAULT))
                .as("a new part with the same block")
                .isTrue();
    }

    @Test
    void tableIsDueAsSoonAsItsDerivedSourceHasCaughtUpWithAQuietSource() {
        String derived = "sensors_increments";
        refresh(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        isDue(derived, 1, Duration.ZERO, PauseLimits.DEFAULT);
        schedule.complete(derived, now);
        assertThat(isDue(TABLE, derived, 1, Duration.ZERO, PauseLimits.DEFAULT))
                .as("rows arrive")
                .isFalse();

        isDue(derived, 2, RefreshSchedule.QUIET_AFTER, PauseLimits.DEFAULT);
        assertThat(isDue(TABLE, derived, 2, Duration.ZERO, PauseLimits.DEFAULT))
                .as("its source has rows to process")
                .isFalse();

        schedule.complete(derived, now);
        assertThat(isDue(TABLE, derived, 3, Duration.ZERO, PauseLimits.DEFAULT)).isTrue();
    }

    @Test
    void tableOfWideWindowsPausesLonger() {
        PauseLimits limits = PauseLimits.ofWindows(Duration.ofMinutes(25));
        assertThat(isDue(TABLE, 1, Duration.ZERO, limits)).isTrue();
        refresh(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(25).minusNanos(1));
        assertThat(isDue(TABLE, 2, Duration.ZERO, limits)).isFalse();
        assertThat(isDue(TABLE, 3, Duration.ZERO, PauseLimits.DEFAULT)).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(isDue(TABLE, 4, Duration.ZERO, limits)).isTrue();
    }

    @Test
    void expensiveTableOfWideWindowsKeepsItsShareOfServerTime() {
        PauseLimits hours = PauseLimits.ofWindows(Duration.ofHours(1));
        refresh(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(180).minusNanos(1));
        assertThat(isDue(TABLE, 1, Duration.ZERO, hours)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(isDue(TABLE, 2, Duration.ZERO, hours)).isTrue();
    }

    @ParameterizedTest(name = "windows of {0}: from {1} to {2}")
    @CsvSource({"PT1M, PT1S, PT1M", "PT15M, PT15S, PT1M15S", "PT1H, PT1M, PT5M", "PT24H, PT1M, PT5M"})
    void pauseLimitsFollowTheWidth(Duration width, Duration least, Duration greatest) {
        assertThat(PauseLimits.ofWindows(width)).isEqualTo(new PauseLimits(least, greatest));
    }

    @Test
    void longestPauseOfWideWindowsIsBounded() {
        refresh(Duration.ofMinutes(10));
        pass(DAYS.greatest().minusNanos(1));
        assertThat(isDue(TABLE, 1, Duration.ZERO, DAYS)).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(isDue(TABLE, 2, Duration.ZERO, DAYS)).isTrue();
    }

    @Test
    void failedRefreshPausesToo() {
        long startedAt = now;
        pass(Duration.ofSeconds(2));
        schedule.ended(TABLE, startedAt);
        assertThat(isDue(TABLE)).isFalse();
        assertThat(schedule.lagSeconds()).isEqualTo(2);
    }

    @Test
    void expensiveTableDoesNotDelayOthers() {
        refresh(Duration.ofSeconds(20));
        assertThat(isDue("sensors_1h")).isTrue();
    }

    @Test
    void lagIsThatOfTheTableFurthestBehind() {
        isDue("sensors_1h");
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
