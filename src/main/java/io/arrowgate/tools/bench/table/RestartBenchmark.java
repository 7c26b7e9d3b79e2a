package io.arrowgate.tools.bench.table;

import io.arrowgate.batch.arrow.MicroBatch;
import io.arrowgate.clickhouse.client.ClickHouseClient;
import io.arrowgate.clickhouse.client.ClickHouseJdbcSession;
import io.arrowgate.clickhouse.client.SqlQuoting;
import io.arrowgate.clickhouse.client.SqlTemplate;
import io.arrowgate.clickhouse.commit.BatchInserter;
import io.arrowgate.clickhouse.commit.BronzeTable;
import io.arrowgate.clickhouse.commit.InsertMetrics;
import io.arrowgate.clickhouse.commit.RejectionLimit;
import io.arrowgate.clickhouse.ddl.MissingTableHandler;
import io.arrowgate.clickhouse.ddl.TableSetup;
import io.arrowgate.clickhouse.writer.BatchCommittable;
import io.arrowgate.clickhouse.writer.InlineContent;
import io.arrowgate.config.ClickHouseSettings;
import io.arrowgate.stream.StreamDefinition;
import io.arrowgate.stream.StreamDefinitions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * Measures how long a committer takes to insert the batches that a restart restores, on a large table whose parts are not merged. Half of
 * the batches are in the table already.
 */
final class RestartBenchmark {
    private static final int PARTS = 1_000;
    private static final InsertShape BATCHES = new InsertShape("10,000", 10_000, 50, Duration.ofSeconds(1));
    private static final long RESTORED_FROM = 1;
    private static final SqlTemplate ROWS = SqlTemplate.resource("tools/bench/restart_rows");

    private final ClickHouseSettings settings;
    private final StreamDefinition stream = StreamDefinitions.builtIn("sensors");

    RestartBenchmark(ClickHouseSettings settings) {
        this.settings = settings;
    }

    /** Notes when the first batch is complete. */
    private static final class FirstBatchClock extends UnregisteredMetricsGroup {
        private long nanos;

        @Override
        public Counter counter(String name) {
            if (!name.equals("insertedBatches")) {
                return super.counter(name);
            }
            return new SimpleCounter() {
                @Override
                public void inc() {
                    nanos = getCount() == 0 ? System.nanoTime() : nanos;
                    super.inc();
                }
            };
        }
    }

    /** Fills the table and measures a committer with the restored batches. */
    RestartTime run(long rows) throws IOException, InterruptedException, SQLException {
        fill(rows);
        List<BatchCommittable> batches = new ArrayList<>();
        for (MicroBatch batch : SensorBatches.of(stream, BATCHES, rows / SensorBatches.PARTITIONS + 1)) {
            batches.add(BatchCommittable.of(batch, BatchCommittable.NOT_RESTORED, new InlineContent(batch.bytes())));
        }
        insert(batches.subList(0, batches.size() / 2), new UnregisteredMetricsGroup());
        FirstBatchClock first = new FirstBatchClock();
        long start = System.nanoTime();
        insert(batches, first);
        return new RestartTime(seconds(first.nanos - start), seconds(System.nanoTime() - start));
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private void fill(long rows) throws SQLException {
        String table = SqlQuoting.table(settings.database(), stream.clickhouse().table());
        try (TableSetup setup = new TableSetup(settings);
                ClickHouseJdbcSession queries = new ClickHouseJdbcSession(settings)) {
            setup.ensure(stream);
            queries.execute("SYSTEM STOP MERGES " + table);
            long count = rows / PARTS;
            for (long part = 0; part < PARTS; part++) {
                queries.execute(rowsSql(table, rows, part * count, count));
            }
        }
    }

    /** Renders the insert of rows {@code first} to {@code first + count}, exclusive, of {@code rows}. */
    static String rowsSql(String table, long rows, long first, long count) {
        String end = SensorBatches.START.toString().replace("T", " ").replace("Z", "");
        return ROWS.with("table", table)
                .with("end", "toDateTime64(%s, 6, 'UTC')".formatted(SqlQuoting.text(end)))
                .with("rows", String.valueOf(rows))
                .with("topic_id", SqlQuoting.text(SensorBatches.TOPIC_ID))
                .with("partitions", String.valueOf(SensorBatches.PARTITIONS))
                .with("first", String.valueOf(first))
                .with("count", String.valueOf(count))
                .render();
    }

    private void insert(List<BatchCommittable> batches, MetricGroup metrics) throws IOException, InterruptedException {
        try (BatchInserter inserter = new BatchInserter(
                new ClickHouseClient(settings, 0),
                new BronzeTable(settings.database(), stream),
                settings,
                RESTORED_FROM,
                new RejectionLimit(1),
                MissingTableHandler.WAIT,
                new InsertMetrics(metrics))) {
            inserter.insertAll(batches, (batch, reason) -> {
                throw reason;
            });
        }
    }
}
