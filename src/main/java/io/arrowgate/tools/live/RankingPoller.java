package io.arrowgate.tools.live;

import io.arrowgate.config.JobSettings;
import io.arrowgate.tools.live.sample.ClickHouseReader;
import io.arrowgate.tools.live.sample.ReconnectingReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the reports. They read whole days and would delay the other polls, which take milliseconds. Not thread-safe, except
 * {@link #close}.
 */
final class RankingPoller implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(RankingPoller.class);
    /** Report of each stream. */
    private static final Map<String, String> REPORTS =
            Map.of("turnstiles", "busiest_stations", "sensors", "device_health");

    private final JobSettings settings;
    private final EventFeed eventFeed;
    private final AdaptiveThrottle throttle = new AdaptiveThrottle();
    private final ReconnectingReader clickHouse;

    RankingPoller(JobSettings settings, EventFeed eventFeed) {
        this.settings = settings;
        this.eventFeed = eventFeed;
        clickHouse = new ReconnectingReader(settings.clickHouse(), LIMIT);
    }

    /** Polls once. After a failure the page keeps the last ranking; {@link ClickHousePoller} reports the server's status. */
    void poll() {
        try {
            throttle.run(this::query);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("the reports cannot be read", e);
            clickHouse.discard();
        }
    }

    private void query() throws SQLException {
        ClickHouseReader reader = clickHouse.reader();
        for (String stream : settings.streams()) {
            String report = REPORTS.get(stream);
            if (report != null) {
                eventFeed.replace(report, PageJson.of(reader.ranking(report, stream)));
            }
        }
    }

    /** Cancels a running query; callable from any thread. */
    @Override
    public void close() {
        clickHouse.close();
    }
}
