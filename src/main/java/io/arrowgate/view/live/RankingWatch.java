package io.arrowgate.view.live;

import io.arrowgate.config.JobSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at reports now and then, for one thread: they read whole days, and so must not hold up what takes milliseconds. */
final class RankingWatch implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(RankingWatch.class);
    /** Streams and the reports about them. */
    private static final Map<String, String> REPORTS =
            Map.of("turnstiles", "busiest_stations", "sensors", "device_health");

    private final JobSettings settings;
    private final Feed feed;
    private final Unhurried pace = new Unhurried();
    private final Reconnecting clickHouse;

    RankingWatch(JobSettings settings, Feed feed) {
        this.settings = settings;
        this.feed = feed;
        clickHouse = new Reconnecting(settings.clickHouse(), LIMIT);
    }

    /** That ClickHouse does not answer is told by {@link ClickHouseWatch}; what was there last stays. */
    void look() {
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
                feed.replace(report, Json.of(reader.ranking(report, stream)));
            }
        }
    }

    /** For any thread: breaks off what is under way. */
    @Override
    public void close() {
        clickHouse.close();
    }
}
