package io.arrowgate.tools.live.sample;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the latest response of a server and tracks whether the server still responds. Thread-safe. */
public final class LatestResponse<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LatestResponse.class);
    /** Age of the latest response after which the server counts as unavailable; longer than any interval of {@code PollingPace}. */
    private static final Duration MAX_AGE = Duration.ofSeconds(45);

    private final String server;
    private final Clock clock;
    private T value;
    private long millis;
    private boolean failed;

    public LatestResponse(String server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    public synchronized void update(T response) {
        value = response;
        millis = clock.millis();
        failed = false;
    }

    /** Records a failure. Only the first one after a response is logged. */
    public synchronized void failed(Exception cause) {
        if (!failed) {
            LOG.info("{} does not answer the live page: {}", server, cause.toString());
        }
        failed = true;
    }

    /** Returns the latest response; null if the server is unavailable. */
    public synchronized T value() {
        return status().now() ? value : null;
    }

    public synchronized LiveSample.ServerStatus status() {
        boolean now = !failed && millis > 0 && clock.millis() - millis < MAX_AGE.toMillis();
        return new LiveSample.ServerStatus(now, millis);
    }
}
