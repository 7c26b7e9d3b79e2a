package io.arrowgate.clickhouse;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.local.SharedStack;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.flink.metrics.SimpleCounter;

/** A database of its own on the shared engine, with the sensors' table, and inserters into it. */
final class SinkTestBed {
    final StreamDefinition stream = StreamDefinitions.builtIn("sensors");
    final ClickHouseSettings settings;
    final String table;

    SinkTestBed() throws SQLException {
        settings = settings(SharedStack.clickHouseUrl(), SharedStack.uniqueName("sink"));
        table = settings.database() + ".sensors";
        try (TableSetup setup = new TableSetup(settings)) {
            setup.ensure(stream);
        }
    }

    static ClickHouseSettings settings(String url, String database) {
        return new ClickHouseSettings(
                url,
                SharedStack.USER,
                SharedStack.PASSWORD,
                database,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(20));
    }

    ClickHouseSettings settingsVia(String url) {
        return settings(url, settings.database());
    }

    BatchInserter inserter() {
        return inserter(settings, metrics(), PendingBatch.NOT_RESTORED);
    }

    BatchInserter inserter(ClickHouseSettings settings, InsertMetrics metrics, long restoredFrom) {
        return new BatchInserter(
                new ClickHouseClient(settings),
                new BatchTable(settings.database(), stream),
                settings,
                restoredFrom,
                metrics);
    }

    static InsertMetrics metrics() {
        return new InsertMetrics(
                new SimpleCounter(),
                new SimpleCounter(),
                new SimpleCounter(),
                new SimpleCounter(),
                new SimpleCounter(),
                new SimpleCounter());
    }

    /** Rows as they are, repeats counted. */
    long rows() {
        return Long.parseLong(SharedStack.query("SELECT count() FROM " + table));
    }

    long distinctRows() {
        return Long.parseLong(SharedStack.query("SELECT uniqExact(_topic_id, _partition, _offset) FROM " + table));
    }
}
