package io.arrowgate.clickhouse.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.testing.RecordedLog;
import io.arrowgate.testing.TestClickHouse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(RecordedLog.LOCK)
class RetryBackoffTest {
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.parse("2024-05-01T00:00:00Z");

    private RetryBackoff retry(Duration maxDuration) {
        ClickHouseSettings settings = new TestClickHouse("http://localhost:8123", "db")
                .backoff(Duration.ofMillis(100), Duration.ofMillis(400))
                .retryMaxDuration(maxDuration)
                .settings();
        return new RetryBackoff(
                settings,
                pause -> {
                    pauses.add(pause);
                    now = now.plus(pause);
                },
                () -> now,
                new SplittableRandom(1));
    }

    @Test
    void pausesDoubleUpToTheLongestAndVaryByAHalf() throws InterruptedException {
        RetryBackoff retryBackoff = retry(null);
        for (int i = 0; i < 5; i++) {
            assertThat(retryBackoff.awaitNext("Batch 1", "away")).isTrue();
        }
        long[] backoffs = {100, 200, 400, 400, 400};
        for (int i = 0; i < backoffs.length; i++) {
            assertThat(pauses.get(i).toMillis()).isBetween(backoffs[i] / 2, backoffs[i]);
        }
    }

    @Test
    void firstAttemptAndThenOneAMinuteIsLogged() throws InterruptedException {
        RetryBackoff retryBackoff = retry(null);
        Instant start = now;
        try (RecordedLog log = new RecordedLog()) {
            while (now.isBefore(start.plusSeconds(150))) {
                retryBackoff.awaitNext("Batch 1", "password is incorrect. Correct clickhouse.password.");
            }
            assertThat(log.lines(RetryBackoff.class))
                    .hasSize(3)
                    .containsOnly(
                            "Batch 1 is pending since 2024-05-01T00:00:00Z and holds back the source. Retrying: password"
                                    + " is incorrect. Correct clickhouse.password.");
        }
    }

    @Test
    void attemptsEndWithoutAPauseWhenTheirTimeIsOver() throws InterruptedException {
        RetryBackoff retryBackoff = retry(Duration.ofSeconds(1));
        int attempts = 0;
        while (retryBackoff.awaitNext("Batch 1", "away")) {
            attempts++;
        }
        assertThat(pauses).hasSize(attempts);
        assertThat(now).isBetween(Instant.parse("2024-05-01T00:00:01Z"), Instant.parse("2024-05-01T00:00:01.400Z"));
    }
}
