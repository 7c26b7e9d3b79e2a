package io.arrowgate.clickhouse.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;

/** Waits for a duration; an interrupt ends the wait. Tests replace it. */
public interface Sleeper {
    Sleeper SLEEP = duration -> MILLISECONDS.sleep(duration.toMillis());

    void await(Duration duration) throws InterruptedException;
}
