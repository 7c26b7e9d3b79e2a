package io.arrowgate.tools.live;

import io.arrowgate.config.JobSettings;
import io.arrowgate.tools.live.sample.ClickHouseReader;
import io.arrowgate.tools.live.sample.ReconnectingReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at reports now and then, for one thread: they read whole days, and so must not hold up what takes milliseconds. */
final class RankingPoller implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(RankingPoller.class);
    /** Streams and the reports about them. */
    private static final Map<String, String> REPORTS =
            Map.of("turnstiles", "busiest_stations", "sensors", "device_health");

    private final JobSettings settings;
    private final EventFeed eventFeed;
    private final AdaptiveThrottle pace = new AdaptiveThrottle();
    private final ReconnectingReader clickHouse;

    RankingPoller(JobSettings settings, EventFeed eventFeed) {
        this.settings = settings;
        this.eventFeed = eventFeed;
        clickHouse = new ReconnectingReader(settings.clickHouse(), LIMIT);
    }

    /** That ClickHouse does not answer is told by {@link ClickHousePoller}; what was there last stays. */
    void poll() {
        try {
            pace.run(this::ask);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("no ranking of reports", e);
            clickHouse.discard();
        }
    }

    private void ask() throws SQLException {
        ClickHouseReader reader = clickHouse.reader();
        for (String stream : settings.streams()) {
            String report = REPORTS.get(stream);
            if (report != null) {
                eventFeed.replace(report, PageJson.of(reader.ranking(report, stream)));
            }
        }
    }

    /** For any thread: breaks off what is under way. */
    @Override
    public void close() {
        clickHouse.close();
    }
}
