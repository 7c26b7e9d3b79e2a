package io.arrowgate.clickhouse;

import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.SinkSettings;
import io.arrowgate.config.SinkSettings.OnRejectedBatch;
import io.arrowgate.local.MachineSpeed;
import io.arrowgate.local.SharedStack;
import io.arrowgate.local.replica.ReplicatedClickHouse;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.sql.SQLException;
import java.time.Duration;

/** A database of its own on the shared engine, with the sensors' table, and inserters into it. */
final class SinkTestBed {
    /** Nothing is spilled, and a refused batch fails the job. */
    static final SinkSettings SINK =
            new SinkSettings(2, OnRejectedBatch.FAIL, "dead-letters.batches", 3, 4L << 20, 1L << 30, null);

    final StreamDefinition stream = StreamDefinitions.builtIn("sensors");
    /** Of all inserters together. */
    final RecordedMetrics metrics = new RecordedMetrics();

    final ClickHouseSettings settings;
    final String table;

    SinkTestBed() throws SQLException {
        this(settings(SharedStack.clickHouseUrl(), SharedStack.uniqueName("sink")));
    }

    SinkTestBed(ClickHouseSettings settings) throws SQLException {
        this.settings = settings;
        table = settings.database() + ".sensors";
        try (TableSetup setup = new TableSetup(settings)) {
            setup.ensure(stream);
        }
    }

    static ClickHouseSettings settings(String url, String database) {
        return settings(url, database, MachineSpeed.seconds(10));
    }

    static ClickHouseSettings settings(String url, String database, Duration requestTimeout) {
        return new ClickHouseSettings(
                url,
                SharedStack.USER,
                SharedStack.PASSWORD,
                database,
                null,
                Duration.ofSeconds(2),
                requestTimeout,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                MachineSpeed.seconds(20));
    }

    /** Of tables on the model of a cluster. */
    static ClickHouseSettings replicatedSettings(String url, String database) {
        return new ClickHouseSettings(
                url,
                SharedStack.USER,
                SharedStack.PASSWORD,
                database,
                ReplicatedClickHouse.CLUSTER,
                Duration.ofSeconds(2),
                MachineSpeed.seconds(10),
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                MachineSpeed.seconds(20));
    }

    ClickHouseSettings settingsVia(String url) {
        return settings(url, settings.database());
    }

    BatchInserter inserter() {
        return inserter(settings, PendingBatch.NOT_RESTORED);
    }

    BatchInserter inserter(ClickHouseSettings settings, long restoredFrom) {
        return inserter(new ClickHouseClient(settings, 0), settings, restoredFrom, MissingTable.WAIT);
    }

    /** One that recreates a dropped table, as the job's does. */
    BatchInserter recreatingInserter() {
        ClickHouseClient client = new ClickHouseClient(settings, 0);
        return inserter(client, settings, PendingBatch.NOT_RESTORED, new TableRecreation(client, settings, stream));
    }

    private BatchInserter inserter(
            ClickHouseClient client, ClickHouseSettings settings, long restoredFrom, MissingTable missingTable) {
        return new BatchInserter(
                client,
                new BatchTable(settings.database(), stream),
                settings,
                restoredFrom,
                new RejectionLimit(SINK.maxConsecutiveRejectedBatches()),
                missingTable,
                new InsertMetrics(metrics));
    }

    /** Rows as they are, repeats counted. */
    long rows() {
        return Long.parseLong(SharedStack.query("SELECT count() FROM " + table));
    }

    long distinctRows() {
        return Long.parseLong(SharedStack.query("SELECT uniqExact(_topic_id, _partition, _offset) FROM " + table));
    }
}
