package io.arrowgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionLimitsTest {
    @Test
    void defaultsLeaveAMinuteAndAHalfForACheckpoint() {
        assertThat(TransactionLimits.of(Duration.ofMinutes(15), Duration.ofSeconds(2)))
                .isEqualTo(new TransactionLimits(Duration.ofMillis(89_600), Duration.ofMillis(358_400), 2));
    }

    @ParameterizedTest
    @CsvSource({
        "15, 0",
        "15, 2",
        "60, 2",
        "60, 5",
        "60, 6",
        "60, 7",
        "60, 14",
        "60, 20",
        "900, 90",
        "900, 150",
        "900, 300"
    })
    void transactionIsYoungerThanFourFifthsOfItsTimeoutWhenACheckpointCommitsItHoweverManyFailed(
            int timeoutSeconds, int intervalSeconds) {
        Duration interval = Duration.ofSeconds(intervalSeconds).plusMillis(10);
        Duration timeout = Duration.ofSeconds(timeoutSeconds).plusMillis(30);
        TransactionLimits limits = TransactionLimits.of(timeout, interval);

        Duration atCompletion = limits.maxAgeAtSnapshot().plus(limits.checkpointTimeout());
        assertThat(atCompletion).isLessThan(timeout.multipliedBy(3).dividedBy(5));

        // The checkpoint completes, but the task that commits is blocked until the job restarts.
        Duration apart = max(interval, limits.checkpointTimeout());
        Duration atRestart = atCompletion
                .plus(interval)
                .plus(apart.multipliedBy(limits.tolerableFailedCheckpoints()))
                .plus(limits.checkpointTimeout());
        assertThat(atRestart).isLessThan(timeout.multipliedBy(4).dividedBy(5));
    }

    @ParameterizedTest
    @CsvSource({"15, 0", "60, 7", "60, 20", "900, 2"})
    void checkpointThatTakesItsTimeButCompletesNeedsNoRestart(int timeoutSeconds, int intervalSeconds) {
        Duration interval = Duration.ofSeconds(intervalSeconds);
        TransactionLimits limits = TransactionLimits.of(Duration.ofSeconds(timeoutSeconds), interval);

        // The transaction begins right after a barrier; the next barrier arrives as late as possible.
        assertThat(max(interval, limits.checkpointTimeout()).plus(limits.checkpointTimeout()))
                .isLessThanOrEqualTo(limits.maxAgeAtSnapshot());
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
