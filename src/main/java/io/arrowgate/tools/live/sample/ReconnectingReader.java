package io.arrowgate.tools.live.sample;

import io.arrowgate.config.ClickHouseSettings;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Creates a {@link ClickHouseReader} on first use and after each failure. One thread queries; another one may call {@link
 * #close}, which cancels a running query.
 */
public final class ReconnectingReader implements AutoCloseable {
    private final ClickHouseSettings settings;
    private final Duration limit;
    private ClickHouseReader reader;
    private boolean closed;

    /** @param limit timeout of a query */
    public ReconnectingReader(ClickHouseSettings settings, Duration limit) {
        this.settings = settings;
        this.limit = limit;
    }

    public ClickHouseReader reader() throws SQLException {
        ClickHouseReader existing = current();
        return existing != null ? existing : keep(new ClickHouseReader(settings, limit));
    }

    private synchronized ClickHouseReader current() {
        return reader;
    }

    private synchronized ClickHouseReader keep(ClickHouseReader created) {
        if (closed) {
            created.close();
            throw new IllegalStateException("the live page is closed");
        }
        reader = created;
        return created;
    }

    /** Closes a failed reader, so that the next query gets a new one. */
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
