package io.arrowgate.tools.live.sample;

import io.arrowgate.config.ClickHouseSettings;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A reader of ClickHouse that is made when it is needed, and anew after it failed. One thread asks; another one may close it, which breaks
 * off a question that waits for its answer.
 */
public final class ReconnectingReader implements AutoCloseable {
    private final ClickHouseSettings settings;
    private final Duration limit;
    private ClickHouseReader reader;
    private boolean closed;

    /** @param limit after which a question is given up */
    public ReconnectingReader(ClickHouseSettings settings, Duration limit) {
        this.settings = settings;
        this.limit = limit;
    }

    public ClickHouseReader reader() throws SQLException {
        ClickHouseReader there = current();
        return there != null ? there : keep(new ClickHouseReader(settings, limit));
    }

    private synchronized ClickHouseReader current() {
        return reader;
    }

    private synchronized ClickHouseReader keep(ClickHouseReader made) {
        if (closed) {
            made.close();
            throw new IllegalStateException("the live page is closed");
        }
        reader = made;
        return made;
    }

    /** Forgets a reader that failed. */
    public synchronized void discard() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        discard();
    }
}
