package io.arrowgate.clickhouse.client;

import io.arrowgate.config.ClickHouseSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spaces the attempts of one insert: exponential back-off with jitter, an end if one is set, a line in the log each
 * minute.
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
     * Returns when the next attempt is due.
     *
     * @param what is to be inserted, for the log
     * @param reason why there has to be one
     * @return false, at once, if the attempts have taken as long as they may
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

    /** Between half of the back-off and all of it, so that the subtasks of a job do not come back all at once. */
    private Duration jittered() {
        long half = backoff.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }
}
