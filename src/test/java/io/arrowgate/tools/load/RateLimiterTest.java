package io.arrowgate.tools.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RateLimiterTest {
    @Test
    void eventsAreDueAtEvenIntervals() {
        long start = System.nanoTime();
        RateLimiter limiter = new RateLimiter(1_000, start);

        assertThat(limiter.nanosUntilDue(start)).isZero();
        limiter.acquire(() -> false);
        limiter.acquire(() -> false);
        assertThat(limiter.nanosUntilDue(start)).isEqualTo(Duration.ofMillis(2).toNanos());
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(1).toNanos());
    }

    @Test
    void eventsDelayedByAPauseAreDueImmediately() {
        long start = System.nanoTime();
        RateLimiter limiter = new RateLimiter(10, start);

        assertThat(limiter.nanosUntilDue(start + Duration.ofSeconds(3).toNanos()))
                .isNegative();
    }

    @Test
    @Timeout(60)
    void waitEndsWhenStopped() {
        RateLimiter limiter = new RateLimiter(1e-9, System.nanoTime());
        limiter.acquire(() -> false);

        limiter.acquire(() -> true);
    }

    @Test
    void zeroRateIsRejected() {
        assertThatThrownBy(() -> new RateLimiter(0, 0)).hasMessage("rate: '0.0' is too small; give more than 0");
    }
}
