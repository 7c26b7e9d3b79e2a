package io.arrowgate.clickhouse.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;

/** Waits; an interrupt ends the wait. */
public interface Sleeper {
    Sleeper SLEEP = duration -> MILLISECONDS.sleep(duration.toMillis());

    void await(Duration duration) throws InterruptedException;
}
