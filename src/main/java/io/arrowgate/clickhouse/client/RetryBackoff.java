package io.arrowgate.clickhouse.client;

import io.arrowgate.config.ClickHouseSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paces the retries of one insert with exponential back-off and jitter, limits their total time, and logs at most once a minute.
 */
public final class RetryBackoff {
    private static final Logger LOG = LoggerFactory.getLogger(RetryBackoff.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final ClickHouseSettings settings;
    private final Sleeper sleeper;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Instant start;
    private Instant lastLogged = Instant.MIN;
    private Duration backoff;

    public RetryBackoff(ClickHouseSettings settings, Sleeper sleeper, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.sleeper = sleeper;
        this.clock = clock;
        this.random = random;
        start = clock.instant();
        backoff = settings.retryInitialBackoff();
    }

    /**
     * Waits until the next attempt is due.
     *
     * @param what describes the insert in the log
     * @param reason failure of the last attempt
     * @return false, without waiting, if {@code clickhouse.retry.max-duration} has passed
     */
    public boolean awaitNext(String what, String reason) throws InterruptedException {
        Instant now = clock.instant();
        Duration spent = Duration.between(start, now);
        if (settings.retryMaxDuration() != null && spent.compareTo(settings.retryMaxDuration()) >= 0) {
            return false;
        }
        if (lastLogged.equals(Instant.MIN) || !now.isBefore(lastLogged.plus(LOG_INTERVAL))) {
            LOG.warn("{} is pending since {} and holds back the source. Retrying: {}", what, start, reason);
            lastLogged = now;
        }
        sleeper.await(jittered());
        Duration doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(settings.retryMaxBackoff()) < 0 ? doubled : settings.retryMaxBackoff();
        return true;
    }

    /** Returns between half of the back-off and all of it, so that subtasks do not retry simultaneously. */
    private Duration jittered() {
        long half = backoff.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }
}
