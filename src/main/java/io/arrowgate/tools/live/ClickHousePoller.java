package io.arrowgate.tools.live;

import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.tools.live.sample.ClickHouseReader;
import io.arrowgate.tools.live.sample.LatestResponse;
import io.arrowgate.tools.live.sample.ReconnectingReader;
import io.arrowgate.tools.live.sample.TableStats;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Polls the streams' tables and the alerts. Not thread-safe, except {@link #close}. */
final class ClickHousePoller implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final JobSettings settings;
    private final List<StreamDefinition> streams;
    private final LatestResponse<Map<String, TableStats>> tables;
    private final EventFeed eventFeed;
    private final BooleanSupplier hasPages;
    private final AdaptiveThrottle throttle = new AdaptiveThrottle();
    private final ReconnectingReader clickHouse;

    /** @param hasPages whether a page is open that shows the alerts */
    ClickHousePoller(
            JobSettings settings,
            List<StreamDefinition> streams,
            LatestResponse<Map<String, TableStats>> tables,
            EventFeed eventFeed,
            BooleanSupplier hasPages) {
        this.settings = settings;
        this.streams = streams;
        this.tables = tables;
        this.eventFeed = eventFeed;
        this.hasPages = hasPages;
        clickHouse = new ReconnectingReader(settings.clickHouse(), LIMIT);
    }

    /** Polls once. A failure is recorded as the server's status, which the page shows. */
    void poll() {
        try {
            throttle.run(this::query);
        } catch (SQLException | RuntimeException e) {
            tables.failed(e);
            clickHouse.discard();
        }
    }

    private void query() throws SQLException {
        ClickHouseReader reader = clickHouse.reader();
        tables.update(reader.tables(streams));
        if (settings.alerts().enabled() && hasPages.getAsBoolean()) {
            String table = settings.alerts().table();
            eventFeed.replace("alerts", PageJson.of(reader.alerts(table)));
            eventFeed.replace("firing", PageJson.of(reader.firingAlerts(table)));
        }
    }

    /** Cancels a running query; callable from any thread. */
    @Override
    public void close() {
        clickHouse.close();
    }
}
