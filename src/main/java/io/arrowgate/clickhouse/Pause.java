package io.arrowgate.clickhouse;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;

/** Waits; an interrupt ends the wait. */
interface Pause {
    Pause SLEEP = duration -> MILLISECONDS.sleep(duration.toMillis());

    void await(Duration duration) throws InterruptedException;
}
