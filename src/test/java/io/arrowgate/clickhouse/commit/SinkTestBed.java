package io.arrowgate.clickhouse.commit;

import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.RecordedMetrics;
import io.arrowgate.clickhouse.ddl.MissingTableHandler;
import io.arrowgate.clickhouse.ddl.TableRecreator;
import io.arrowgate.clickhouse.ddl.TableSetup;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.config.SinkSettings;
import io.arrowgate.config.SinkSettings.OnRejectedBatch;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import io.arrowgate.testing.TestClickHouse;
import io.arrowgate.tools.local.SharedStack;
import io.arrowgate.tools.local.process.MachineSpeed;
import io.arrowgate.tools.local.replica.ReplicatedClickHouse;
import java.sql.SQLException;
import java.time.Duration;

/** A database of its own on the shared engine, with the sensors' table, and inserters into it. */
public final class SinkTestBed {
    /** Nothing is spilled, and a refused batch fails the job. */
    public static final SinkSettings SINK =
            new SinkSettings(2, OnRejectedBatch.FAIL, "dead-letters.batches", 3, 4L << 20, 1L << 30, null);

    public final StreamDefinition stream = StreamDefinitions.builtIn("sensors");
    /** Of all inserters together. */
    public final RecordedMetrics metrics = new RecordedMetrics();

    public final ClickHouseSettings settings;
    public final String table;

    public SinkTestBed() throws SQLException {
        this(settings(SharedStack.clickHouseUrl(), SharedStack.uniqueName("sink")));
    }

    SinkTestBed(ClickHouseSettings settings) throws SQLException {
        this(settings, settings.database() + ".sensors");
        try (TableSetup setup = new TableSetup(settings)) {
            setup.ensure(stream);
        }
    }

    private SinkTestBed(ClickHouseSettings settings, String table) {
        this.settings = settings;
        this.table = table;
    }

    /** Deletes all rows, with which ClickHouse forgets their tokens, and returns a bed of the same tables with new metrics. */
    public SinkTestBed emptied() {
        SharedStack.query("TRUNCATE TABLE " + table);
        return new SinkTestBed(settings, table);
    }

    public static ClickHouseSettings settings(String url, String database) {
        return clickHouse(url, database).settings();
    }

    static TestClickHouse clickHouse(String url, String database) {
        return new TestClickHouse(url, database)
                .requestTimeout(MachineSpeed.seconds(10))
                .retryMaxDuration(MachineSpeed.seconds(20));
    }

    /** Of tables on the model of a cluster. */
    public static ClickHouseSettings replicatedSettings(String url, String database) {
        return clickHouse(url, database).cluster(ReplicatedClickHouse.CLUSTER).settings();
    }

    public ClickHouseSettings settingsVia(String url) {
        return settings(url, settings.database());
    }

    public BatchInserter inserter() {
        return inserter(settings, BatchCommittable.NOT_RESTORED);
    }

    public BatchInserter inserter(ClickHouseSettings settings, long restoredFrom) {
        return inserter(new ClickHouseClient(settings, 0), settings, restoredFrom, MissingTableHandler.WAIT);
    }

    /** One that soon stops retrying. */
    BatchInserter impatientInserter() {
        ClickHouseSettings impatient = clickHouse(settings.url(), settings.database())
                .retryMaxDuration(Duration.ofMillis(300))
                .settings();
        return inserter(impatient, BatchCommittable.NOT_RESTORED);
    }

    /** One that recreates a dropped table, as the job's does. */
    BatchInserter recreatingInserter() {
        return recreatingInserter(settings);
    }

    public BatchInserter recreatingInserter(ClickHouseSettings settings) {
        ClickHouseClient client = new ClickHouseClient(settings, 0);
        return inserter(client, settings, BatchCommittable.NOT_RESTORED, new TableRecreator(client, settings, stream));
    }

    private BatchInserter inserter(
            ClickHouseClient client,
            ClickHouseSettings settings,
            long restoredFrom,
            MissingTableHandler missingTableHandler) {
        return new BatchInserter(
                client,
                new BronzeTable(settings.database(), stream),
                settings,
                restoredFrom,
                new RejectionLimit(SINK.maxConsecutiveRejectedBatches()),
                missingTableHandler,
                new InsertMetrics(metrics));
    }

    /** Rows as they are, repeats counted. */
    public long rows() {
        return Long.parseLong(SharedStack.query("SELECT count() FROM " + table));
    }

    public long distinctRows() {
        return Long.parseLong(
                SharedStack.query("SELECT uniqExact(_topic_id, _partition, _offset, _row) FROM " + table));
    }
}
