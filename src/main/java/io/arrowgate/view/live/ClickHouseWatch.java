package io.arrowgate.view.live;

import io.arrowgate.config.JobSettings;
import io.arrowgate.stream.StreamDefinition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Looks at tables and alerts now and then, for one thread. */
final class ClickHouseWatch implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final JobSettings settings;
    private final List<StreamDefinition> streams;
    private final LastAnswer<Map<String, TableNumbers>> tables;
    private final Feed feed;
    private final Unhurried pace = new Unhurried();
    private final Reconnecting clickHouse;

    ClickHouseWatch(
            JobSettings settings,
            List<StreamDefinition> streams,
            LastAnswer<Map<String, TableNumbers>> tables,
            Feed feed) {
        this.settings = settings;
        this.streams = streams;
        this.tables = tables;
        this.feed = feed;
        clickHouse = new Reconnecting(settings.clickHouse(), LIMIT);
    }

    /** Whatever goes wrong is a state of the server that the page tells of. */
    void look() {
        try {
            pace.run(this::ask);
        } catch (SQLException | RuntimeException e) {
            tables.failed(e);
            clickHouse.discard();
        }
    }

    private void ask() throws SQLException {
        ClickHouseReader reader = clickHouse.reader();
        tables.is(reader.tables(streams));
        if (settings.alerts().enabled()) {
            feed.replace("alerts", Json.of(reader.alerts(settings.alerts().table())));
        }
    }

    /** For any thread: breaks off what is under way. */
    @Override
    public void close() {
        clickHouse.close();
    }
}
