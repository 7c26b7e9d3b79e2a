package io.arrowgate.tools.live.sample;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server answered last, and whether it still does; for any thread. */
public final class LatestResponse<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LatestResponse.class);
    /** A server that is not heard of for longer is as good as away; that of ClickHouse includes that it is left alone. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String server;
    private final Clock clock;
    private T value;
    private long millis;
    private boolean failing;

    public LatestResponse(String server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    public synchronized void update(T answer) {
        value = answer;
        millis = clock.millis();
        failing = false;
    }

    /** The page tells of it; the log, which has the cause, once for each time that the server is away. */
    public synchronized void failed(Exception cause) {
        if (!failing) {
            LOG.info("{} does not answer the live page: {}", server, cause.toString());
        }
        failing = true;
    }

    /** The answer; null if the server has given none, or has not for some time. */
    public synchronized T value() {
        return status().now() ? value : null;
    }

    public synchronized LiveSample.Answering status() {
        boolean now = !failing && millis > 0 && clock.millis() - millis < PATIENCE.toMillis();
        return new LiveSample.Answering(now, millis);
    }
}
